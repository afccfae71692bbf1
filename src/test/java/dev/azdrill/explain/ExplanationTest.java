package dev.azdrill.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Answer;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Obstacle;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

class ExplanationTest {
  private static final NetworkInterfaceIpv6Address ADDRESS =
      NetworkInterfaceIpv6Address.builder().ipv6Address("2001:db8::1").build();
  private static final Inventory SOUND = SoundProduction.inventory();

  private static Explanation tcp(Inventory inventory, String from, String to, int port) {
    return Explanation.of(new Question(from, to, Optional.of(port), Protocol.TCP), inventory);
  }

  private static List<Disposition> settings(Explanation explanation) {
    return ((Answer.Unreachable) explanation.legs().get(0).answer())
        .settings().stream().map(Obstacle::disposition).toList();
  }

  private static String text(Explanation explanation) {
    return String.join("\n", ExplanationText.lines(explanation));
  }

  @Test
  void three_independent_settings_stand_between_the_internet_and_the_application() {
    Explanation explanation = tcp(SOUND, "internet", "app", 8080);

    assertThat(explanation.verdict()).isEqualTo(PairsVerdict.UNREACHABLE);
    assertThat(settings(explanation))
        .containsExactly(
            Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS,
            Disposition.ENI_SG_RULES_MISMATCH,
            Disposition.RETURN_ROUTE_ASYMMETRIC);
    assertThat(text(explanation))
        .contains(
            "not reachable: 3 independent settings stand between",
            "step 2, IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: 10.0.11.20 of eni-app-a is not paired",
            "UNREACHABLE: 2 of 2 not reachable");
  }

  @Test
  void each_setting_that_is_given_up_leaves_one_less() {
    Inventory admitting =
        SOUND.map(
            Kind.SECURITY_GROUP,
            group -> group.groupId().equals("sg-app") ? admitting(group) : group);

    assertThat(settings(tcp(admitting, "internet", "app", 8080)))
        .containsExactly(
            Disposition.IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS,
            Disposition.RETURN_ROUTE_ASYMMETRIC);
  }

  private static software.amazon.awssdk.services.ec2.model.SecurityGroup admitting(
      software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
    return group.toBuilder()
        .ipPermissions(
            IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(8080)
                .toPort(8080)
                .ipRanges(IpRange.builder().cidrIp("198.51.100.128/25").build())
                .build())
        .build();
  }

  /** One client that nobody thinks of would be enough. */
  @Test
  void the_internet_is_everybody_and_not_one_client() {
    Inventory narrow =
        SOUND.map(
            Kind.SECURITY_GROUP,
            group ->
                group.groupId().equals("sg-alb")
                    ? group.toBuilder()
                        .ipPermissions(
                            admitting(group).ipPermissions().get(0).toBuilder()
                                .fromPort(443)
                                .toPort(443)
                                .build())
                        .build()
                    : group);

    Explanation explanation = tcp(narrow, "internet", "load-balancer", 443);

    assertThat(explanation.verdict()).isEqualTo(PairsVerdict.REACHABLE);
    assertThat(explanation.legs().get(0).answer().packet().source()).isEqualTo("198.51.100.128");
    assertThat(tcp(narrow, "203.0.113.9", "load-balancer", 443).verdict())
        .isEqualTo(PairsVerdict.UNREACHABLE);
  }

  @Test
  void the_application_goes_out_behind_a_nat_gateway_and_both_addresses_are_told() {
    Explanation explanation = tcp(SOUND, "app", "8.8.8.8", 443);

    assertThat(explanation.verdict()).isEqualTo(PairsVerdict.REACHABLE);
    assertThat(text(explanation))
        .contains(
            "routes it by 0.0.0.0/0 -> nat-a", "NAT gateway nat-a", "translates 10.0.11.20 to")
        .containsPattern("internet gateway igw-1: translates 10\\.0\\.1\\.\\d+ to ")
        .contains("and its reply", "translates back to 10.0.11.20");
  }

  @Test
  void each_tier_says_its_own_port() {
    assertThat(Explanation.of(without("app", "database"), SOUND).port()).contains(5432);
    assertThat(Explanation.of(without("load-balancer", "app"), SOUND).port()).contains(8080);
    assertThat(Explanation.of(without("app", "database"), SOUND).verdict())
        .isEqualTo(PairsVerdict.REACHABLE);
    assertThat(Explanation.of(without("load-balancer", "app"), SOUND).verdict())
        .isEqualTo(PairsVerdict.REACHABLE);
    assertThatExceptionOfType(UnusableQuestion.class)
        .isThrownBy(() -> Explanation.of(without("internet", "load-balancer"), SOUND))
        .withMessage("expected the destination port, saw none: add --port with one of [80, 443]");
  }

  private static Question without(String from, String to) {
    return new Question(from, to, Optional.empty(), Protocol.TCP);
  }

  @Test
  void the_load_balancer_says_what_its_listener_does_and_that_there_is_none() {
    assertThat(text(tcp(SOUND, "internet", "load-balancer", 443)))
        .contains("HTTPS on port 443 forwards to the target group web/");
    assertThat(text(tcp(SOUND, "internet", "load-balancer", 80)))
        .contains("HTTP on port 80 redirects to HTTPS on port 443");
    assertThat(settings(tcp(SOUND, "internet", "load-balancer", 8443)))
        .containsExactly(Disposition.ENI_SG_RULES_MISMATCH, Disposition.ELBV2_LISTENERS_MISMATCH);
    Inventory unread = SOUND.without(Kind.LISTENER, "not allowed");
    assertThat(tcp(unread, "internet", "load-balancer", 443).verdict())
        .isEqualTo(PairsVerdict.UNKNOWN);
  }

  @Test
  void replies_to_some_ports_alone_are_neither_reachable_nor_not() {
    Inventory partial =
        SOUND.map(
            Kind.NETWORK_ACL,
            acl -> {
              List<NetworkAclEntry> entries = new ArrayList<>(acl.entries());
              entries.add(
                  NetworkAclEntry.builder()
                      .egress(true)
                      .ruleNumber(1)
                      .ruleAction("deny")
                      .protocol("6")
                      .cidrBlock("0.0.0.0/0")
                      .portRange(r -> r.from(32_768).to(65_535))
                      .build());
              return acl.toBuilder().entries(entries).build();
            });

    Explanation explanation = tcp(partial, "internet", "load-balancer", 443);

    assertThat(explanation.verdict()).isEqualTo(PairsVerdict.PARTIAL);
    assertThat(explanation.verdict().exitCode()).isEqualTo(3);
    assertThat(text(explanation))
        .contains(
            "replies come back to the ports 1024-32767 alone; connections from the ports 32768-65535 hang");
  }

  @Test
  void what_was_not_read_makes_it_unknown_unless_something_else_stops_it() {
    Inventory unread = SOUND.without(Kind.NETWORK_ACL, "not allowed");

    assertThat(tcp(unread, "app", "database", 5432).verdict()).isEqualTo(PairsVerdict.UNKNOWN);
    assertThat(text(tcp(unread, "app", "database", 5432))).contains("networkAcls were not read");
    assertThat(tcp(unread, "load-balancer", "database", 5432).verdict())
        .isEqualTo(PairsVerdict.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ap          | did you mean app?",
        "databse     | did you mean database?",
        "eni-app-x   | did you mean eni-app-a?",
        "10.0.0.0/16 | name one address, not a block of them",
        "2001:db8::1 | IPv6 is not followed",
        "10.0.0.256  | see --help",
      })
  void what_names_nothing_is_refused_with_what_was_probably_meant(String word, String advice) {
    assertThatExceptionOfType(UnusableQuestion.class)
        .isThrownBy(() -> tcp(SOUND, "internet", word, 443))
        .withMessageContaining("saw '" + word + "'")
        .withMessageContaining(advice);
  }

  @Test
  void names_are_quoted_without_what_moves_the_cursor() {
    assertThatExceptionOfType(UnusableQuestion.class)
        .isThrownBy(() -> tcp(SOUND, "a\u001b[2J\nb", "app", 443))
        .withMessageContaining("saw 'a\\u001b[2J\\nb'");
  }

  @Test
  void instances_interfaces_and_addresses_name_the_same() {
    for (String word : List.of("i-a", "eni-app-a", "10.0.11.20")) {
      assertThat(tcp(SOUND, word, "database", 5432).verdict())
          .as(word)
          .isEqualTo(PairsVerdict.REACHABLE);
    }
  }

  @Test
  void json_has_every_step_and_every_setting_also_of_an_inventory_that_was_saved()
      throws Exception {
    Inventory saved = InventoryFile.read(InventoryFile.write(SOUND), "saved");

    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(ExplanationJson.render(tcp(saved, "internet", "app", 8080)));

    assertThat(json.path("format").asText()).isEqualTo("azdrill-explanation/1");
    assertThat(json.path("answer").asText()).isEqualTo("UNREACHABLE");
    JsonNode pair = json.path("pairs").path(0);
    assertThat(pair.path("settings").findValuesAsText("code"))
        .containsExactly(
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            "ENI_SG_RULES_MISMATCH",
            "RETURN_ROUTE_ASYMMETRIC");
    assertThat(pair.path("steps").findValuesAsText("way")).contains("THERE", "BACK");
    assertThat(pair.path("steps").path(1).path("code").asText())
        .isEqualTo("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
  }

  @Test
  void who_has_an_ipv6_address_may_be_reached_by_it() {
    Inventory both =
        SOUND.map(
            Kind.NETWORK_INTERFACE,
            each ->
                each.networkInterfaceId().equals("eni-app-a")
                    ? each.toBuilder().ipv6Addresses(List.of(ADDRESS)).build()
                    : each);

    assertThat(tcp(both, "internet", "eni-app-a", 8080).verdict()).isEqualTo(PairsVerdict.UNKNOWN);
    assertThat(text(tcp(both, "internet", "eni-app-a", 8080)))
        .contains("eni-app-a has IPv6 addresses, and where those lead is not looked at");
    assertThat(tcp(both, "8.8.8.8", "eni-app-a", 8080).verdict())
        .isEqualTo(PairsVerdict.UNREACHABLE);
    assertThat(tcp(both, "internet", "app", 8080).verdict()).isEqualTo(PairsVerdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ","})
  void no_name_is_nobodys_name(String word) {
    assertThatThrownBy(() -> tcp(SOUND, word, "app", 8080))
        .isInstanceOf(UnusableQuestion.class)
        .hasMessageContaining("expected --from to be one of");
  }

  /** AWS keeps addresses of each subnet; of a VPC it keeps its resolver's alone. */
  @ParameterizedTest
  @CsvSource({"10.0.0.2, true", "10.0.11.3, true", "10.0.11.255, true", "10.0.255.255, false"})
  void what_aws_keeps_is_not_asked_about(String address, boolean isKept) {
    if (isKept) {
      assertThatThrownBy(() -> tcp(SOUND, "app", address, 53)).hasMessageContaining("AWS keeps");
    } else {
      assertThat(tcp(SOUND, "app", address, 53).verdict()).isEqualTo(PairsVerdict.UNREACHABLE);
    }
  }

  @Test
  void a_description_that_lacks_what_aws_always_says_is_refused_in_one_sentence() {
    Inventory damaged =
        SOUND.map(
            Kind.ROUTE_TABLE,
            table ->
                table.toBuilder()
                    .routes(Route.builder().destinationCidrBlock("x").build())
                    .build());

    assertThatThrownBy(() -> tcp(damaged, "app", "8.8.8.8", 443))
        .isInstanceOf(UnusableQuestion.class)
        .hasMessageContaining("lacks something that AWS always says");
  }

  /** With several target groups, AWS names none of them beside its weights. */
  @Test
  void a_listener_that_shares_requests_out_names_every_target_group_that_gets_some() {
    String arn = SOUND.all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    Inventory shared =
        SOUND.map(
            Kind.LISTENER,
            each ->
                each.port() == 443
                    ? each.toBuilder()
                        .defaultActions(
                            Action.builder()
                                .type("forward")
                                .forwardConfig(
                                    ForwardActionConfig.builder()
                                        .targetGroups(
                                            share(arn, 9),
                                            share(arn.replace("/web/", "/blue/"), 1),
                                            share(arn.replace("/web/", "/green/"), 0))
                                        .build())
                                .build())
                        .build()
                    : each);

    assertThat(text(tcp(shared, "internet", "load-balancer", 443)))
        .contains("forwards to the target groups web/0123456789abcdef, blue/0123456789abcdef, in");
  }

  private static TargetGroupTuple share(String arn, int weight) {
    return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
  }
}
