package dev.azdrill.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintsTest {
  private static final Blueprint PRODUCTION = Blueprints.shipped("production");
  private static final Blueprint DEMO = Blueprints.shipped("demo");

  @Test
  void production_is_what_the_architecture_claims() {
    assertThat(PRODUCTION.zones()).containsExactly("eu-west-2a", "eu-west-2b");
    assertThat(PRODUCTION.network().cidr()).hasToString("10.0.0.0/16");
    assertThat(PRODUCTION.network().of(Tier.PUBLIC)).hasToString("[10.0.1.0/24, 10.0.2.0/24]");
    assertThat(PRODUCTION.network().of(Tier.PRIVATE)).hasToString("[10.0.11.0/24, 10.0.12.0/24]");
    assertThat(PRODUCTION.network().nat()).isEqualTo(Nat.PER_ZONE);
    assertThat(PRODUCTION.group().size()).isEqualTo(new Group.Size(2, 2, 6));
    assertThat(PRODUCTION.group().elbHealth()).isTrue();
    assertThat(PRODUCTION.group().requireImdsV2()).isTrue();
    assertThat(PRODUCTION.loadBalancer().entrance().port()).isEqualTo(443);
    assertThat(PRODUCTION.loadBalancer().rateLimit()).isPresent();
    assertThat(PRODUCTION.securityGroups().get(Part.DATABASE))
        .containsExactly(new Admission(new Admission.Members(Part.APPLICATION), List.of(5432)));
    assertThat(PRODUCTION.database())
        .get()
        .satisfies(
            database -> {
              assertThat(database.multiAz()).isTrue();
              assertThat(database.encrypted()).isTrue();
              assertThat(database.publiclyAccessible()).isFalse();
            });
  }

  @Test
  void what_an_application_is_like_may_be_left_out() {
    assertThat(PRODUCTION.application().capacity()).hasValue(100);
    assertThat(PRODUCTION.application().outboundText()).isEqualTo("payments.example.com:443");
    assertThat(DEMO.application()).isEqualTo(Application.UNKNOWN);
  }

  @Test
  void another_number_of_zones_keeps_what_the_application_is_like() {
    assertThat(PRODUCTION.withZones(3).application()).isEqualTo(PRODUCTION.application());
  }

  @Test
  void the_demo_lacks_what_production_has() {
    assertThat(DEMO.group().tier()).isEqualTo(Tier.PUBLIC);
    assertThat(DEMO.group().publicAddresses()).isTrue();
    assertThat(DEMO.network().nat()).isEqualTo(Nat.NONE);
    assertThat(DEMO.database()).isEmpty();
    assertThat(DEMO.loadBalancer().entrance().secure()).isFalse();
  }

  @Test
  void a_third_zone_brings_the_next_subnets_and_an_instance() {
    Blueprint three = PRODUCTION.withZones(3);

    assertThat(three.zones()).containsExactly("eu-west-2a", "eu-west-2b", "eu-west-2c");
    assertThat(three.network().of(Tier.PRIVATE))
        .hasToString("[10.0.11.0/24, 10.0.12.0/24, 10.0.13.0/24]");
    assertThat(three.group().size()).isEqualTo(new Group.Size(3, 3, 6));
  }

  @Test
  void zones_may_be_named_and_counted_in_the_file_as_well(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Blueprints.text("demo")
            .replace("zones: 2", "zones: [eu-west-2a, eu-west-2c]")
            .replace("name: demo", "name: mine"));

    assertThat(Blueprints.read(file).zones()).containsExactly("eu-west-2a", "eu-west-2c");
  }

  @ParameterizedTest(name = "{1} tells {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "desired: 2|desierd: 2|group.size.desierd: expected one of min, desired, max, saw 'desierd': did you mean desired?",
        "region: eu-west-2|regions: eu-west-2|regions: expected one of name, region, zones",
        "{min: 2,|{min: 3,|group.size.min: expected at most the desired 2, saw 3: lower min or raise desired",
        "desired: 2,|desired: 7,|group.size.desired: expected at most the max of 6, saw 7",
        "10.0.12.0/24|10.0.12.0/33|network.subnets.private[1]: expected a prefix length from 0 to 32, saw /33",
        "10.0.12.0/24|10.0.300.0/24|network.subnets.private[1]: expected an IPv4 network in CIDR notation, saw '10.0.300.0/24'",
        "10.0.12.0/24|10.0.12.7/24|network.subnets.private[1]: expected the first address of a /24 network, saw 10.0.12.7: write 10.0.12.0/24",
        "10.0.12.0/24|10.9.12.0/24|network.subnets.private[1]: expected a network inside 10.0.0.0/16, saw 10.9.12.0/24",
        "10.0.12.0/24|10.0.11.128/25|network.subnets.private[1]: expected a network that shares no address with subnets.private[0] (10.0.11.0/24), saw 10.0.11.128/25",
        "zones: 2|zones: 1|zones: expected 2 or 3 zones, because a load balancer needs subnets in at least two, saw 1",
        "zones: 2|zones: 3|network.subnets.public: expected 3 subnets, one for each zone, saw 2: add one such as 10.0.3.0/24",
        "zones: 2|zones: [eu-west-2a, eu-west-3b]|zones[1]: expected a zone of eu-west-2, saw 'eu-west-3b'",
        "zones: 2|zones: [eu-west-2a, eu-west-2a]|zones[1]: expected zones that differ, saw eu-west-2a twice",
        "nat: per-zone|nat: per-zome|network.nat: expected one of per-zone, single, none, saw 'per-zome': did you mean per-zone?",
        "multi-az: true|multi-az: yes please|database.multi-az: expected true or false, saw 'yes please'",
        "zones: 2|zones: '2'|zones: expected a whole number, saw the text '2': write it without quotes",
        "multi-az: true|multi-az: 'true'|database.multi-az: expected true or false, saw the text 'true': write it without quotes",
        "rate-limit: 2000|rate-limit: '2000'|load-balancer.rate-limit: expected a whole number, saw the text '2000'",
        "ports: [80, 443]|ports: ['80', 443]|security-groups.load-balancer[0].ports[0]: expected a whole number, saw the text '80'",
        "grace: 60s|grace: 60|group.grace: expected a duration, saw '60': write one such as 30s, 5m or 1h",
        "timeout: 5s|timeout: 10s|load-balancer.health-check.timeout: expected less than the interval of 10 s, saw 10 s",
        "redirect-to: 443|redirect-to: 444|load-balancer.listeners[0].redirect-to: expected the port of an HTTPS listener that forwards to the application, saw 444",
        "protocol: https|protocol: http|load-balancer.listeners[0].redirect-to: expected the port of an HTTPS listener",
        "from: load-balancer|from: loadbalancer|security-groups.application[0].from: expected internet, a network such as 10.0.0.0/8, or one of load-balancer, application, database, saw 'loadbalancer': did you mean load-balancer?",
        "public-addresses: false|public-addresses: true|group.public-addresses: expected no public addresses in private subnets, saw true",
        "    domain: production|    arn: production|load-balancer.certificate.arn: expected the ARN of an ACM certificate",
        "capacity: 100|capacity: 0|application.capacity: expected requests per second from 1 to 1000000, saw 0",
        "capacity: 100|capacity: fast|application.capacity: expected a whole number of at most 2147483647, saw 'fast'",
        "capacity: 100|capacty: 100|application.capacty: expected one of capacity, outbound, saw 'capacty': did you mean capacity?",
        "[payments.example.com:443]|[payments.example.com]|application.outbound[0]: expected a DNS name and a port, saw 'payments.example.com': write one such as payments.example.com:443",
        "[payments.example.com:443]|[Payments:443]|application.outbound[0]: expected a DNS name in lower case, saw 'Payments'",
        "[payments.example.com:443]|[payments.example.com:70000]|application.outbound[0]: expected a port from 1 to 65535, saw 70000",
        "[payments.example.com:443]|[a.example.com:1, a.example.com:1]|application.outbound[1]: expected services that differ, saw a.example.com:1 twice",
        "[payments.example.com:443]|payments.example.com:443|application.outbound: expected a list",
        "nat: per-zone|nat: none|application.outbound: expected no outside services, because instances in private subnets have no way to the internet here, saw payments.example.com:443",
        "engine: postgres|engine: [postgres]|database.engine: expected a text or number, saw a list",
        "name: production|nom: \"production|expected YAML",
      })
  void a_mistake_is_told_in_one_sentence_with_its_place(
      String correct, String mistake, String message) {
    String text = Blueprints.text("production");
    assertThat(text).contains(correct);
    String broken = text.replaceFirst(java.util.regex.Pattern.quote(correct), mistake);

    assertThatThrownBy(() -> Blueprints.parse("mine.yaml", broken))
        .isInstanceOf(BlueprintException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n")
        .hasMessageMatching("mine\\.yaml:\\d+:\\d+: .*");
  }

  @Test
  void a_mistake_is_told_with_the_line_and_column_of_its_entry() {
    String text = Blueprints.text("production");
    String broken = text.replace("min: 2", "min: 9");
    long line = text.substring(0, text.indexOf("min: 2")).lines().count();

    assertThatThrownBy(() -> Blueprints.parse("mine.yaml", broken))
        .hasMessageStartingWith("mine.yaml:" + line + ":10: group.size.min");
  }

  /** A /28 has 11 addresses for instances; a /24 beside it is the one that may be lost. */
  @ParameterizedTest
  @CsvSource({"11, true", "12, false"})
  void what_is_desired_must_fit_into_what_the_loss_of_any_zone_leaves(int desired, boolean fits) {
    String text =
        Blueprints.text("production")
            .replace("10.0.12.0/24", "10.0.12.0/28")
            .replace("desired: 2, max: 6", "desired: " + desired + ", max: 22");

    if (fits) {
      assertThat(Blueprints.parse("mine.yaml", text).group().size().desired()).isEqualTo(desired);
    } else {
      assertThatThrownBy(() -> Blueprints.parse("mine.yaml", text))
          .hasMessageContaining("group.size.desired: expected at most 11, because after the loss");
    }
  }

  @Test
  void a_missing_key_is_told_where_it_should_be() {
    String text = Blueprints.text("production");
    long line = text.substring(0, text.indexOf("\ngroup:") + 2).lines().count();

    assertThatThrownBy(
            () -> Blueprints.parse("mine.yaml", text.replace("  instance-type: t3.micro\n", "")))
        .hasMessageStartingWith("mine.yaml:" + line + ":1: group.instance-type: expected a value");
  }

  @Test
  void a_key_that_is_there_twice_is_told_where_it_is_again() {
    String text = Blueprints.text("production");
    String broken = text.replace("  tier: private\n", "  tier: private\n  tier: public\n");
    long line = text.substring(0, text.indexOf("  tier: private")).lines().count() + 2;

    assertThatThrownBy(() -> Blueprints.parse("mine.yaml", broken))
        .hasMessage(
            "mine.yaml:"
                + line
                + ":3: group.tier: expected each key once, saw it twice: remove one of the two");
  }

  @Test
  void a_file_that_is_not_there_and_an_empty_one_are_told_too(@TempDir Path folder)
      throws Exception {
    assertThatThrownBy(() -> Blueprints.read(folder.resolve("none.yaml")))
        .isInstanceOf(BlueprintException.class)
        .hasMessageContaining("no such file");
    Path empty = Files.createFile(folder.resolve("empty.yaml"));
    assertThatThrownBy(() -> Blueprints.read(empty))
        .isInstanceOf(BlueprintException.class)
        .hasMessageContaining("expected a mapping, saw nothing");
  }

  @Test
  void an_unknown_shipped_blueprint_is_told_with_what_was_meant() {
    assertThatThrownBy(() -> Blueprints.shipped("prodution"))
        .hasMessage("expected one of production, demo, saw 'prodution': did you mean production?");
  }
}
