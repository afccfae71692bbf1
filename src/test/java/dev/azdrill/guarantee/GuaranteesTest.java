package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.Disposition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

class GuaranteesTest {
  private final Inventory sound = SoundProduction.inventory();

  @TestFactory
  Stream<DynamicTest> everything_is_proven_of_a_sound_architecture() {
    return Guarantees.all().stream()
        .map(
            each ->
                dynamicTest(
                    each.id(),
                    () -> {
                      Proof proof = each.prove(sound);
                      assertThat(proof.verdict())
                          .as(proof.because())
                          .isEqualTo(GuaranteeVerdict.PROVEN);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> every_mutant_is_killed() {
    return Guarantees.all().stream()
        .flatMap(
            guarantee ->
                guarantee.mutants().stream()
                    .map(
                        mutant ->
                            dynamicTest(
                                guarantee.id() + ": " + mutant.name(),
                                () -> {
                                  Inventory broken = mutant.of(sound);
                                  Proof proof = guarantee.prove(broken);
                                  assertThat(broken).isNotEqualTo(sound);
                                  assertThat(proof.verdict())
                                      .as(proof.because())
                                      .isEqualTo(GuaranteeVerdict.VIOLATED);
                                })));
  }

  @TestFactory
  Stream<DynamicTest> nothing_is_proven_of_nothing() {
    Inventory.Builder none = Inventory.builder();
    Kind.all().forEach(kind -> none.add(kind, List.of()));
    return Guarantees.all().stream()
        .map(
            each ->
                dynamicTest(
                    each.id(),
                    () -> {
                      assertThat(each.prove(Inventory.empty()).verdict())
                          .isEqualTo(GuaranteeVerdict.UNKNOWN);
                      assertThat(each.prove(none.build()).verdict())
                          .isEqualTo(GuaranteeVerdict.UNKNOWN);
                      assertThat(each.prove(none.build()).because())
                          .isEqualTo("there is nothing that the claim is about");
                    }));
  }

  @TestFactory
  Stream<DynamicTest>
      no_kind_that_was_not_read_proves_anything_whatever_the_claim_says_of_itself() {
    return Guarantees.all().stream()
        .flatMap(
            guarantee ->
                Kind.all().stream()
                    .map(
                        kind ->
                            dynamicTest(
                                guarantee.id() + " without " + kind,
                                () -> {
                                  Set<Kind<?>> asked = new HashSet<>(guarantee.restsOn());
                                  assertThat(guarantee.check().apply(sound.telling(asked::add)))
                                      .isNotEmpty();
                                  assertThat(
                                          guarantee.prove(sound.without(kind, "denied")).verdict())
                                      .isEqualTo(
                                          asked.contains(kind)
                                              ? GuaranteeVerdict.UNKNOWN
                                              : GuaranteeVerdict.PROVEN);
                                })));
  }

  @Test
  void a_tier_that_is_not_described_does_not_stand_in_two_zones() {
    Guarantee zones = Guarantees.stated("every tier stands in at least two zones").orElseThrow();

    for (Kind<?> tier : List.of(Kind.AUTO_SCALING_GROUP, Kind.LOAD_BALANCER)) {
      Proof proof = zones.prove(sound.with(tier, List.of()));

      assertThat(proof.verdict()).as("without %s", tier).isEqualTo(GuaranteeVerdict.UNKNOWN);
      assertThat(proof.because()).contains("is not described, so its tier is not judged");
    }
  }

  @Test
  void a_group_of_which_something_is_on_its_way_is_neither_there_nor_lacking() {
    Inventory starting =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each ->
                each.toBuilder()
                    .instances(
                        each.instances().get(0),
                        each.instances().get(1).toBuilder().lifecycleState("Pending:Wait").build())
                    .build());

    Proof proof = Guarantees.named("tiers-span-zones").orElseThrow().prove(starting);

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because())
        .isEqualTo("web has 1 of 2 instances in service, in eu-west-2a, and others on their way");
  }

  private Proof withFreeAddresses(@Nullable Integer free, int max) {
    return Guarantees.named("tiers-span-zones")
        .orElseThrow()
        .prove(
            sound
                .map(Kind.SUBNET, each -> each.toBuilder().availableIpAddressCount(free).build())
                .map(Kind.AUTO_SCALING_GROUP, each -> each.toBuilder().maxSize(max).build()));
  }

  /** Two instances, one in each of two zones. */
  @Test
  void what_the_loss_of_a_zone_leaves_must_have_addresses_for_all_that_is_desired() {
    assertThat(withFreeAddresses(0, 2).because())
        .isEqualTo(
            "web is to have 2 instances, and after the loss of eu-west-2a its other subnets have"
                + " addresses for 1 of them only");
    assertThat(withFreeAddresses(1, 2).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(withFreeAddresses(1, 2).note()).isEmpty();
    assertThat(withFreeAddresses(1, 400).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(withFreeAddresses(1, 400).note())
        .contains(
            "web: after the loss of eu-west-2a its other subnets have addresses for 2 of the 400"
                + " that it may grow to");
    assertThat(withFreeAddresses(null, 2).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"4, PROVEN", "3, VIOLATED"})
  void instances_count_for_the_weight_that_their_group_gives_them(
      String weight, GuaranteeVerdict verdict) {
    Inventory weighted =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each ->
                each.toBuilder()
                    .desiredCapacity(8)
                    .instances(
                        each.instances().stream()
                            .map(i -> i.toBuilder().weightedCapacity(weight).build())
                            .toList())
                    .build());

    Proof proof = Guarantees.named("tiers-span-zones").orElseThrow().prove(weighted);

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "available, PROVEN", "backing-up, PROVEN", "modifying, PROVEN", "rebooting, PROVEN",
    "starting, UNKNOWN", "creating, UNKNOWN", "stopped, VIOLATED", "deleting, VIOLATED",
    "failed, VIOLATED", "inaccessible-encryption-credentials, VIOLATED"
  })
  void a_database_that_takes_no_connections_does_not_stand(
      String status, GuaranteeVerdict verdict) {
    Inventory now =
        sound.map(Kind.DB_INSTANCE, each -> each.toBuilder().dbInstanceStatus(status).build());

    Proof proof = Guarantees.named("tiers-span-zones").orElseThrow().prove(now);

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  @TestFactory
  Stream<DynamicTest> what_was_not_read_makes_a_claim_unknown() {
    return Guarantees.all().stream()
        .flatMap(
            guarantee ->
                guarantee.restsOn().stream()
                    .map(
                        kind ->
                            dynamicTest(
                                guarantee.id() + " without " + kind,
                                () -> {
                                  Proof proof =
                                      guarantee.prove(sound.without(kind, "access denied"));
                                  assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
                                  assertThat(proof.because())
                                      .isEqualTo(kind + " were not read: access denied");
                                })));
  }

  @Test
  void a_violation_is_shown_by_a_packet_that_gets_in() {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();
    Mutant odd =
        door.mutants().stream()
            .filter(m -> m.name().contains("odd port"))
            .findFirst()
            .orElseThrow();

    Proof proof = door.prove(odd.of(sound));

    assertThat(proof.counterexample()).isPresent();
    assertThat(proof.counterexample().orElseThrow().disposition()).isEqualTo(Disposition.DELIVERED);
    assertThat(proof.counterexample().orElseThrow().packet().toString())
        .isEqualTo("tcp 198.51.100.128:50000 -> 198.51.100.200:2222");
    assertThat(proof.because())
        .isEqualTo(
            "eni-app-a can be reached from the internet: tcp 198.51.100.128:50000 ->"
                + " 198.51.100.200:2222 (and 1 more like it)");
  }

  @Test
  void one_deny_in_the_acl_can_be_all_that_keeps_the_internet_out() {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();
    Inventory exposed =
        TopologyMutations.withPublicAddresses(
            TopologyMutations.admitting(sound, Set.of("sg-app"), "203.0.113.0/24", 2222));
    NetworkAclEntry deny = ProductionNetwork.entry(false, 1, "deny", "203.0.113.0/24", 2222, 2222);
    NetworkAclEntry hole = ProductionNetwork.entry(false, 2, "deny", "203.0.113.0/25", 2222, 2222);

    assertThat(door.prove(exposed).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(door.prove(with(exposed, deny)).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(door.prove(with(exposed, hole)).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  private static Inventory with(Inventory inventory, NetworkAclEntry entry) {
    return inventory.map(
        Kind.NETWORK_ACL,
        acl ->
            acl.toBuilder()
                .entries(Stream.concat(Stream.of(entry), acl.entries().stream()).toList())
                .build());
  }

  @Test
  void a_prefix_list_or_an_odd_protocol_on_a_public_interface_is_unknown() {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();
    IpPermission list =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
            .build();
    IpPermission tunnel =
        IpPermission.builder()
            .ipProtocol("50")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();

    for (IpPermission each : List.of(list, tunnel)) {
      Inventory exposed =
          TopologyMutations.groups(
              TopologyMutations.withPublicAddresses(sound),
              Set.of("sg-app"),
              group -> group.toBuilder().ipPermissions(each).build());
      assertThat(door.prove(exposed).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    }
  }

  /** Blocks that begin in private networks and end on the internet. */
  @ParameterizedTest
  @ValueSource(strings = {"192.168.0.0/15", "10.0.0.0/7", "172.16.0.0/11", "100.64.0.0/9"})
  void a_block_that_is_in_part_on_the_internet_lets_the_internet_in(String block) {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();
    IpPermission ssh =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(IpRange.builder().cidrIp(block).build())
            .build();

    assertThat(door.prove(exposed(ssh)).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void whom_a_prefix_list_has_is_looked_up_where_it_is_described() {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();
    IpPermission list =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .prefixListIds(PrefixListId.builder().prefixListId("pl-1").build())
            .build();

    assertThat(door.prove(listing(exposed(list), "pl-1", "93.184.216.0/24")).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(door.prove(listing(exposed(list), "pl-1", "10.9.0.0/16")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(door.prove(listing(exposed(list), "pl-2", "10.9.0.0/16")).verdict())
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  private Inventory exposed(IpPermission rule) {
    return TopologyMutations.groups(
        TopologyMutations.withPublicAddresses(sound),
        Set.of("sg-app"),
        group -> group.toBuilder().ipPermissions(rule).build());
  }

  private static Inventory listing(Inventory inventory, String list, String cidr) {
    Inventory.Builder more = Inventory.builder();
    Kind.all()
        .forEach(
            kind -> {
              if (inventory.knows(kind) && kind != Kind.PREFIX_LIST_ENTRY) {
                copy(inventory, kind, more);
              }
            });
    return more.add(
            Kind.PREFIX_LIST_ENTRY, list, List.of(PrefixListEntry.builder().cidr(cidr).build()))
        .build();
  }

  private static <T extends SdkPojo> void copy(Inventory from, Kind<T> kind, Inventory.Builder to) {
    to.add(kind, List.of());
    for (Inventory.Owned<T> each : from.owned(kind)) {
      if (each.owner().isPresent()) {
        to.add(kind, each.owner().get(), List.of(each.value()));
      } else {
        to.add(kind, List.of(each.value()));
      }
    }
  }

  @Test
  void a_claim_covers_what_may_come_and_not_only_what_is_there() {
    Guarantee door = Guarantees.named("only-load-balancer-is-reachable").orElseThrow();

    assertThat(door.prove(sound).findings())
        .extracting(Finding::subject)
        .contains(
            "an instance of web in subnet-private-b", "the database data in subnet-database-b");
  }

  @Test
  void load_balancer_nodes_that_nobody_describes_are_thought_of() {
    Inventory nodeless =
        sound.with(
            Kind.NETWORK_INTERFACE,
            sound.all(Kind.NETWORK_INTERFACE).stream()
                .filter(each -> !each.networkInterfaceId().startsWith("eni-alb"))
                .toList());

    assertThat(Guarantees.prove(nodeless)).allMatch(Proof::proven);
  }

  @Test
  void a_proof_says_how_much_was_looked_at() {
    Proof proof = Guarantees.named("outbound-through-own-zone").orElseThrow().prove(sound);

    assertThat(proof.because())
        .isEqualTo(
            "every subnet of the application goes out through a NAT gateway in its own zone"
                + " (2 looked at)");
    assertThat(proof.record().controls()).contains("ISO/IEC 27001 2022: A.8.14");
  }

  @Test
  void a_borrowed_way_out_is_named_with_both_zones() {
    Guarantee outbound = Guarantees.named("outbound-through-own-zone").orElseThrow();

    assertThat(outbound.prove(outbound.mutants().get(0).of(sound)).because())
        .isEqualTo(
            "an instance of web in subnet-private-b goes out through nat-a in eu-west-2a, which is"
                + " not its own zone eu-west-2b");
  }

  @Test
  void a_way_out_through_a_zone_that_is_not_described_is_neither_own_nor_borrowed() {
    Set<String> subnets =
        sound.all(Kind.NAT_GATEWAY).stream().map(NatGateway::subnetId).collect(Collectors.toSet());
    Inventory withoutZones =
        sound.map(
            Kind.SUBNET,
            each ->
                subnets.contains(each.subnetId())
                    ? each.toBuilder().availabilityZone(null).build()
                    : each);

    Proof proof = Guarantees.named("outbound-through-own-zone").orElseThrow().prove(withoutZones);

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).contains("whether that is its own zone is not described");
  }

  @Test
  void every_claim_of_the_features_is_in_the_catalogue() throws Exception {
    Set<String> claims = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("features"))) {
      for (Path file : files.filter(p -> p.toString().endsWith(".feature")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          int at = Math.max(line.indexOf(" guarantees that "), line.indexOf(" violates that "));
          if (at > 0 && !line.contains("<claim>")) {
            String claim = line.substring(line.indexOf(" that ", at) + 6).strip();
            claims.add(
                claim.contains(", because \"")
                    ? claim.substring(0, claim.indexOf(", because \""))
                    : claim);
          }
        }
      }
    }

    assertThat(claims).isNotEmpty();
    assertThat(Guarantees.all().stream().map(Guarantee::statement).collect(Collectors.toSet()))
        .containsAll(claims);
    claims.forEach(claim -> assertThat(Guarantees.stated(claim)).as(claim).isPresent());
  }

  @Test
  void each_says_why_it_matters_and_which_settings_make_it_hold() {
    assertThat(Guarantees.all())
        .allSatisfy(
            each -> {
              assertThat(each.advice().why()).matches("[A-Z].{30,}\\.");
              assertThat(each.advice().remediation()).matches("[A-Z].{30,}\\.");
            });
    assertThat(Guarantees.all())
        .extracting(each -> each.advice().remediation())
        .doesNotHaveDuplicates();
  }

  @Test
  void ids_and_statements_are_unique() {
    assertThat(Guarantees.all())
        .extracting(Guarantee::id)
        .doesNotHaveDuplicates()
        .allMatch(each -> each.matches("[a-z]+(-[a-z]+)+"));
    assertThat(Guarantees.all()).extracting(Guarantee::statement).doesNotHaveDuplicates();
    assertThat(Guarantees.all()).allSatisfy(each -> assertThat(each.mutants()).isNotEmpty());
  }
}
