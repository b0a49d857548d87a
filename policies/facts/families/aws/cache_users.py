"""Reads who may log in to ElastiCache and MemoryDB, and finds the groups that let everybody in."""

from collections.abc import Iterator

from ... import password
from ...cache import CacheUser
from ...graph import Node
from ...reader import Reader
from ...resource import Resource
from ...stack import Stack, Subject
from ...value import Absent, Fact, Known, Password, Unknown, convert
from .arguments import switch
from .graph import nothing
from .references import meant

_NOBODY_ASKS = "no-password-required"
_BUILT_IN = "default"
"""The id of the user that AWS makes, who needs no password and may do anything."""
_MEMBERS = {
    "aws:elasticache/userGroup:UserGroup": "userIds",
    "aws:memorydb/acl:Acl": "userNames",
    "aws-native:elasticache:UserGroup": "userIds",
    "aws-native:memorydb:Acl": "userNames",
}
"""By the type of a group: the argument that lists its users."""
_ASSOCIATION = "aws:elasticache/userGroupAssociation:UserGroupAssociation"
_USERS = (
    "aws:elasticache/user:User",
    "aws:memorydb/user:User",
    "aws-native:elasticache:User",
    "aws-native:memorydb:User",
)


def user(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """Each of a user's passwords; an empty one where none is asked for."""
    is_open = lets_everybody_in(inputs)
    if isinstance(is_open, Unknown) or is_open == Known(True, is_open.path):
        yield CacheUser(resource, convert(is_open, lambda _: Password(0), "true or false"))
    texts = (*inputs.texts("passwords"), *inputs.texts("passwordsWo"))
    for text in (*texts, *inputs.child("authenticationMode").texts("passwords")):
        yield CacheUser(resource, convert(text, password.of, "a text"))


TYPES = {**dict.fromkeys(_USERS, user), **dict.fromkeys((*_MEMBERS, _ASSOCIATION), nothing)}


def lets_everybody_in(inputs: Reader) -> Fact[bool]:
    """Whether a user needs no password, and can do anything at all."""
    mode = inputs.child("authenticationMode").text("type")
    asked = (switch(inputs, "noPasswordRequired"), convert(mode, lambda kind: kind == _NOBODY_ASKS, "a kind"))
    without = [fact for fact in asked if isinstance(fact, Unknown) or fact == Known(True, fact.path)]
    access = convert(inputs.text("accessString"), _grants, "a text")
    if not without or access == Known(False, access.path):
        return Known(False)
    return access if isinstance(access, Unknown) else without[0]


def authentication(stack: Stack, node: Node, users: str, found: Fact[str]) -> Fact[str]:
    """What a cache asks for, where its group of users, in the argument `users`, is in the stack, too."""
    groups = meant(stack, node, users, _MEMBERS) if found == Known("users", found.path) else []
    if any(_is_open(stack, group) for group in groups):
        return Absent(users, "a group with a user who needs no password")
    return found


def _grants(access: str) -> bool:
    """Whether an access string lets its user log in and do something."""
    words = access.lower().split()
    return "off" not in words and any(word.startswith("+") or word == "allcommands" for word in words)


def _is_open(stack: Stack, group: Node) -> bool:
    key = _MEMBERS[group.resource.type]
    if any(fact == Known(_BUILT_IN, fact.path) for fact in group.inputs.texts(key)):
        return True
    users = meant(stack, group, key, _USERS)
    for one in stack.nodes_of(_ASSOCIATION):
        if group in meant(stack, one, "userGroupId", _MEMBERS):
            users += meant(stack, one, "userId", _USERS)
    return any(fact == Known(True, fact.path) for fact in (lets_everybody_in(one.inputs) for one in users))
