"""How a Terraform provider behaves behind Pulumi's bridge, as far as the stand-in plugins need it."""
