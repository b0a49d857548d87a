"""Finds out whether the internet has a way into a subnet."""

from collections.abc import Iterable

from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Fact, Known, Unknown
from .arguments import switch
from .graph import nothing
from .references import meant

_DEFAULT = "aws:ec2/defaultSubnet:DefaultSubnet"
SUBNETS = ("aws:ec2/subnet:Subnet", _DEFAULT, "aws-native:ec2:Subnet")
_MAIN_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
_TABLES = ("aws:ec2/routeTable:RouteTable", _MAIN_TABLE, "aws-native:ec2:RouteTable")
_ROUTES = ("aws:ec2/route:Route", "aws-native:ec2:Route")
_ASSOCIATIONS = (
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws-native:ec2:SubnetRouteTableAssociation",
)
_MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
VPCS = ("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc", "aws-native:ec2:Vpc")
_GATEWAYS = ("aws:ec2/internetGateway:InternetGateway", "aws-native:ec2:InternetGateway")
_GATEWAY = "gatewayId"

TYPES = dict.fromkeys(
    (*SUBNETS, *_TABLES, *_ROUTES, *_ASSOCIATIONS, _MAIN_ASSOCIATION, *VPCS, *_GATEWAYS),
    nothing,
)


def is_public(stack: Stack, subnet: Node) -> Fact[bool]:
    """Whether machines in it get public addresses, or a route of it leads to an internet gateway."""
    if subnet.resource.type == _DEFAULT:
        return Known(True)
    return _any([switch(subnet.inputs, "mapPublicIpOnLaunch"), *_ways_out(stack, subnet)])


def _ways_out(stack: Stack, subnet: Node) -> list[Fact[bool]]:
    """Whether its own route tables lead out, or else the main one of its network."""
    own = [one for one in stack.nodes_of(*_ASSOCIATIONS) if subnet in meant(stack, one, "subnetId", SUBNETS)]
    if own:
        return [_through(stack, association, subnet) for association in own]
    networks = meant(stack, subnet, "vpcId", VPCS)
    if not networks:
        return [Unknown(why="of a network that is not in this stack")]
    return [_leads_out(stack, table) for network in networks for table in _main_tables(stack, network)]


def _through(stack: Stack, association: Node, subnet: Node) -> Fact[bool]:
    """Unknown where the association may be that of another subnet, and where its table is made elsewhere."""
    tables = meant(stack, association, "routeTableId", _TABLES)
    if not tables or meant(stack, association, "subnetId", SUBNETS) != [subnet]:
        return Unknown()
    return _any(_leads_out(stack, table) for table in tables)


def _main_tables(stack: Stack, vpc: Node) -> list[Node]:
    """The main route table, as far as the stack changes what AWS makes."""
    taken = [one for one in stack.nodes_of(_MAIN_TABLE) if vpc in meant(stack, one, "defaultRouteTableId", VPCS)]
    for association in stack.nodes_of(_MAIN_ASSOCIATION):
        if vpc in meant(stack, association, "vpcId", VPCS):
            taken += meant(stack, association, "routeTableId", _TABLES)
    return taken


def _leads_out(stack: Stack, table: Node) -> Fact[bool]:
    """Whether one of its routes goes to an internet gateway."""
    own = [_is_way_out(route, stack.sources(table.resource, "routes")) for route in table.inputs.objects("routes")]
    apart = [
        _is_way_out(route.inputs, stack.sources(route.resource, _GATEWAY))
        for route in stack.nodes_of(*_ROUTES)
        if table in meant(stack, route, "routeTableId", _TABLES)
    ]
    return _any([*own, *apart])


def _is_way_out(route: Reader, sources: Iterable[Node]) -> Fact[bool]:
    gateway = route.text(_GATEWAY)
    if isinstance(gateway, Known):
        return Known(gateway.value.startswith("igw-"))
    if isinstance(gateway, Unknown) and any(one.resource.type in _GATEWAYS for one in sources):
        return Known(True)
    return gateway if isinstance(gateway, Unknown) else Known(False)


def _any(facts: Iterable[Fact[bool]]) -> Fact[bool]:
    """True where one of them is, else unknown where one of them is."""
    found = list(facts)
    if any(fact == Known(True, fact.path) for fact in found):
        return Known(True)
    return next((fact for fact in found if isinstance(fact, Unknown)), Known(False))
