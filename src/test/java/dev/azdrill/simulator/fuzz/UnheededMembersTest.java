package dev.azdrill.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkField;

/** What is accepted has its effect, or is refused and says so. */
class UnheededMembersTest {
  private static final Path DATA =
      Path.of("src/main/resources/dev/azdrill/simulator/wire/unheeded-members.json");

  private static final Map<Service, String> ROOMS =
      Map.of(
          Service.EC2, "ec2",
          Service.AUTO_SCALING, "autoscaling",
          Service.ELASTIC_LOAD_BALANCING, "elbv2",
          Service.RDS, "rds",
          Service.CLOUDWATCH, "cloudwatch",
          Service.STS, "sts",
          Service.WAFV2, "wafv2",
          Service.ACM, "acm",
          Service.SSM, "ssm");

  /** Seen before the operation runs. */
  private static final List<String> OF_THE_WIRE = List.of("DryRun", "ClientToken");

  private static SimulatorPlatform platform;
  private static AnsweredCalls calls;
  private static JsonNode data;

  @BeforeAll
  static void region() throws IOException {
    platform = SimulatorPlatform.create("unheeded");
    calls = new AnsweredCalls(platform.region().httpClient());
    data = new ObjectMapper().readTree(DATA.toFile());
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static String sources(Service service) {
    Path room = Path.of("src/main/java/dev/azdrill/simulator", ROOMS.get(service));
    try (Stream<Path> files = Files.walk(room)) {
      return files
          .filter(each -> each.toString().endsWith(".java"))
          .map(UnheededMembersTest::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isListed(AnsweredCalls.Call call, String member) {
    return Stream.of("refused", "withoutConsequence")
        .anyMatch(
            list ->
                data.path(list).path(call.service().signingName()).path(call.action()).has(member));
  }

  /** A room reads a member by the SDK's accessor; what it never reads, it ignores. */
  @Test
  void every_member_of_every_request_is_read_by_its_room_or_listed() {
    Map<Service, String> sources =
        Stream.of(Service.values())
            .collect(Collectors.toMap(each -> each, UnheededMembersTest::sources));
    List<String> ignored = new ArrayList<>();
    for (AnsweredCalls.Call call : calls.all()) {
      for (SdkField<?> field : call.newBuilder().sdkFields()) {
        String member = field.memberName();
        Pattern accessor =
            Pattern.compile(
                "(\\b(has)?" + member + "(AsString|s|AsStrings)?\\(\\))|(::" + member + ")",
                Pattern.CASE_INSENSITIVE);
        if (!OF_THE_WIRE.contains(member)
            && !isListed(call, member)
            && !accessor.matcher(sources.getOrDefault(call.service(), "")).find()) {
          ignored.add(call.service() + " " + call.action() + " " + member);
        }
      }
    }

    assertThat(calls.all()).hasSizeGreaterThan(200);
    assertThat(ignored).as("listed neither as refused nor as without consequence").isEmpty();
  }

  @Test
  void what_is_listed_is_a_member_of_an_operation_that_is_answered() {
    List<String> unknown = new ArrayList<>();
    data.properties()
        .forEach(
            list ->
                list.getValue()
                    .properties()
                    .forEach(
                        service ->
                            service
                                .getValue()
                                .properties()
                                .forEach(
                                    operation ->
                                        operation
                                            .getValue()
                                            .fieldNames()
                                            .forEachRemaining(
                                                member -> {
                                                  if (!has(
                                                      service.getKey(),
                                                      operation.getKey(),
                                                      member)) {
                                                    unknown.add(operation.getKey() + member);
                                                  }
                                                }))));

    assertThat(unknown).isEmpty();
  }

  private static boolean has(String service, String action, String member) {
    return calls.all().stream()
        .filter(each -> each.service().signingName().equals(service))
        .filter(each -> each.action().equals(action))
        .flatMap(each -> each.newBuilder().sdkFields().stream())
        .anyMatch(field -> field.memberName().equals(member));
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
