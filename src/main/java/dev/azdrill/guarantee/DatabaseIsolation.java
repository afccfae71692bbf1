package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The database is isolated from the internet: it has no public address, and no subnet that it may
 * be in has a route that leaves the VPC.
 */
final class DatabaseIsolation {
  private final Architecture architecture;
  private final PacketWalker walker;

  private DatabaseIsolation(Inventory inventory) {
    architecture = new Architecture(inventory);
    walker = new PacketWalker(inventory);
  }

  static Guarantee guarantee() {
    return new Guarantee(
        "database-is-isolated",
        "the database is isolated from the internet",
        "the database is not public, and nothing leads from its subnets to the internet",
        new Advice(
            "A database that the internet reaches is one password away from " + "everybody.",
            "Set PubliclyAccessible=false on the database, and keep routes to an "
                + "internet gateway out of the route tables of its DB subnet group's "
                + "subnets."),
        List.of(
            Framework.FSBP.control("RDS.2"),
            Framework.FSBP.control("RDS.18"),
            Framework.CIS.control("2.2.3"),
            Framework.NIST.control("AC-3"),
            Framework.NIST.control("AC-4(21)"),
            Framework.NIST.control("SC-7"),
            Framework.ISO.control("A.8.20-22"),
            Framework.SOC2.control("CC6.2"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP01")),
        List.of(Kind.DB_INSTANCE, Kind.DB_SUBNET_GROUP, Kind.SUBNET, Kind.ROUTE_TABLE),
        inventory -> new DatabaseIsolation(inventory).findings(),
        mutants());
  }

  private List<Finding> findings() {
    return architecture.databases().stream().flatMap(this::of).toList();
  }

  private Stream<Finding> of(DBInstance database) {
    String name = database.dbInstanceIdentifier();
    Finding address =
        Finding.of(
            name,
            Optional.ofNullable(database.publiclyAccessible()).map(open -> !open),
            "is not publicly accessible",
            "is publicly accessible",
            "does not say whether it is publicly accessible");
    List<String> subnets = architecture.subnetsOf(database);
    Stream<Finding> placed =
        subnets.isEmpty()
            ? Stream.of(Finding.unknown(name, "names no subnet group"))
            : subnets.stream().flatMap(subnet -> of(name, subnet));
    return Stream.concat(Stream.of(address), placed);
  }

  private Stream<Finding> of(String database, String subnet) {
    Optional<List<RouteOut>> out = RouteOut.of(subnet, walker, architecture.inventory());
    String where = database + " in " + subnet;
    if (out.isEmpty()) {
      return Stream.of(Finding.unknown(where, "has no route table that is described"));
    }
    return out.get().isEmpty()
        ? Stream.of(Finding.proven(where, "has local routes only"))
        : out.get().stream().map(each -> judged(where, each));
  }

  private static Finding judged(String where, RouteOut out) {
    return out.leadsToInternet()
        ? Finding.violated(where, "has a way to the internet: " + out)
        : Finding.unknown(where, "has a way out, and where that ends is not known: " + out);
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "the database is made public",
            sound ->
                sound.map(
                    Kind.DB_INSTANCE, each -> each.toBuilder().publiclyAccessible(true).build())),
        new Mutant(
            "the database's subnets get a default route to the internet gateway",
            sound ->
                TopologyMutations.routing(
                    sound,
                    tables(sound),
                    TopologyMutations.defaultRoute().toBuilder().gatewayId("igw-1").build())),
        new Mutant(
            "the database's subnets get a default route to a NAT gateway",
            sound ->
                TopologyMutations.routing(
                    sound,
                    tables(sound),
                    TopologyMutations.defaultRoute().toBuilder().natGatewayId("nat-1").build())));
  }

  private static Set<String> tables(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    PacketWalker walker = new PacketWalker(inventory);
    Set<String> tables = new LinkedHashSet<>();
    architecture
        .databases()
        .forEach(
            each ->
                architecture
                    .subnetsOf(each)
                    .forEach(subnet -> walker.routeTable(subnet).ifPresent(tables::add)));
    return tables;
  }
}
