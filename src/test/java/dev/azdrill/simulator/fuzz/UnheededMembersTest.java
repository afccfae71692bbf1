package dev.azdrill.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.fuzz.MemberTable.Treatment;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accepted has its effect, or is refused and says so. */
class UnheededMembersTest {
  private static final Path DATA =
      Path.of("src/main/resources/dev/azdrill/simulator/wire/unheeded-members.json");

  private static final Path PAGE = Path.of("docs", "members.md");

  private static SimulatorPlatform platform;
  private static AnsweredCalls calls;
  private static JsonNode data;
  private static MemberTable table;

  @BeforeAll
  static void region() throws IOException {
    platform = SimulatorPlatform.create("unheeded");
    calls = new AnsweredCalls(platform.region().httpClient());
    data = new ObjectMapper().readTree(DATA.toFile());
    table = MemberTable.of(calls, data);
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void every_member_of_every_request_is_read_by_its_room_or_listed() {
    List<String> ignored = new ArrayList<>();
    table
        .services()
        .forEach(
            (service, shapes) ->
                shapes.forEach(
                    (shape, members) ->
                        members.forEach(
                            (member, treatment) -> {
                              if (treatment == Treatment.IGNORED) {
                                ignored.add(service + " " + shape + " " + member);
                              }
                            })));

    assertThat(calls.all()).hasSizeGreaterThan(200);
    assertThat(ignored).as("listed neither as refused nor as without consequence").isEmpty();
  }

  @Test
  void what_is_listed_is_a_member_of_something_that_is_answered() {
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> list : data.properties()) {
      for (Map.Entry<String, JsonNode> service : list.getValue().properties()) {
        Map<String, Map<String, Treatment>> shapes =
            table.services().getOrDefault(service.getKey(), Map.of());
        for (Map.Entry<String, JsonNode> shape : service.getValue().properties()) {
          Map<String, Treatment> members = shapes.getOrDefault(shape.getKey(), Map.of());
          if (members.isEmpty()) {
            unknown.add(service.getKey() + " " + shape.getKey());
          }
          listed(shape.getValue())
              .filter(member -> !members.containsKey(member))
              .forEach(
                  member -> unknown.add(service.getKey() + " " + shape.getKey() + " " + member));
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  /** The members that stand as keys or, where nothing is said of them, in a list. */
  private static Stream<String> listed(JsonNode shape) {
    return shape.isArray()
        ? StreamSupport.stream(shape.spliterator(), false).map(JsonNode::asText)
        : StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(shape.fieldNames(), Spliterator.ORDERED), false);
  }

  @Test
  void the_page_of_members_says_what_the_code_says() throws IOException {
    String text =
        MembersPage.text(
            table,
            calls.all().stream().map(AnsweredCalls.Call::action).collect(Collectors.toSet()));
    if (Boolean.getBoolean("azdrill.members.write")) {
      Files.writeString(PAGE, text);
    }

    assertThat(Files.readString(PAGE)).as("write it anew with `make members`").isEqualTo(text);
  }

  private static SentRequest.Answer answer(Service service, String action, String form) {
    return SentRequest.of(
            service,
            action,
            SentRequest.Speech.QUERY,
            ("Action=" + action + form).getBytes(StandardCharsets.UTF_8))
        .to(platform.region().httpClient());
  }

  @ParameterizedTest
  @CsvSource({
    "EC2, RunInstances, &MinCount=1&MaxCount=1&InstanceMarketOptions.MarketType=spot, UnsupportedOperation, InstanceMarketOptions",
    "EC2, StopInstances, &InstanceId.1=i-1&Hibernate=true, UnsupportedOperation, Hibernate",
    "AUTO_SCALING, PutScalingPolicy, &AutoScalingGroupName=g&PolicyName=p&MinAdjustmentStep=2, ValidationError, MinAdjustmentStep",
    "ELASTIC_LOAD_BALANCING, CreateTargetGroup, &Name=n&TargetControlPort=9, ValidationError, TargetControlPort",
    "RDS, CreateDBInstance, &DBInstanceIdentifier=d&DBInstanceClass=c&Engine=postgres&Domain=x, InvalidParameterCombination, Domain",
    "EC2, CreateLaunchTemplate, &LaunchTemplateName=spot&LaunchTemplateData.InstanceMarketOptions.MarketType=spot, UnsupportedOperation, LaunchTemplateData.InstanceMarketOptions",
    "EC2, CreateLaunchTemplate, &LaunchTemplateName=near&LaunchTemplateData.Placement.GroupName=g, UnsupportedOperation, LaunchTemplateData.Placement.GroupName",
    "EC2, RunInstances, &MinCount=1&MaxCount=1&Placement.Tenancy=dedicated, UnsupportedOperation, Placement.Tenancy",
    "EC2, RunInstances, &MinCount=1&MaxCount=1&NetworkInterface.1.DeviceIndex=0&NetworkInterface.1.SecondaryPrivateIpAddressCount=2, UnsupportedOperation, NetworkInterfaces.SecondaryPrivateIpAddressCount",
    "AUTO_SCALING, CreateAutoScalingGroup, &AutoScalingGroupName=g&MinSize=1&MaxSize=1&InstanceMaintenancePolicy.MinHealthyPercentage=100&InstanceMaintenancePolicy.MaxHealthyPercentage=110, ValidationError, InstanceMaintenancePolicy",
    "ELASTIC_LOAD_BALANCING, CreateListener, &LoadBalancerArn=a&DefaultActions.member.1.Type=forward&DefaultActions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled=true, ValidationError, DefaultActions.ForwardConfig.TargetGroupStickinessConfig.Enabled",
    "RDS, ModifyDBInstance, &DBInstanceIdentifier=d&TdeCredentialArn=mine, InvalidParameterCombination, TdeCredentialArn",
    "CLOUDWATCH, DescribeAlarms, &ChildrenOfAlarmName=x, InvalidParameterValue, ChildrenOfAlarmName"
  })
  void what_would_be_ignored_is_refused(
      Service service, String action, String form, String code, String member) {
    SentRequest.Answer answer = answer(service, action, form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains(code, "The simulator does not have " + member + " of " + action);
  }

  @ParameterizedTest
  @CsvSource({
    "&HibernationOptions.Configured=false",
    "&EnclaveOptions.Enabled=false",
    "&CapacityReservationSpecification.CapacityReservationPreference=open",
    "&PrivateDnsNameOptions.HostnameType=ip-name&PrivateDnsNameOptions.EnableResourceNameDnsARecord=false",
    "&MaintenanceOptions.AutoRecovery=default"
  })
  void what_asks_for_nothing_else_than_what_happens_anyway_is_accepted(String form) {
    assertThat(answer(Service.EC2, "RunInstances", "&MinCount=1&MaxCount=1" + form).body())
        .contains("MissingParameter", "ImageId");
  }
}
