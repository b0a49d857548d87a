import pulumi
from written import File

config = pulumi.Config()
print("the program speaks")
File("made", config.require("value"))
pulumi.export("value", config.require("value"))
pulumi.export("secret", config.get_secret("secret"))
