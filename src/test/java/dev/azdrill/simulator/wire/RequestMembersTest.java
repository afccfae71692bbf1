package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request lacks is said before an operation runs, in the words of its service. */
class RequestMembersTest {
  private static SimulatorPlatform platform;

  @BeforeAll
  static void region() {
    platform = SimulatorPlatform.create("members");
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static Service service(String name) {
    return Stream.of(Service.values())
        .filter(each -> each.signingName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<Arguments> demanding() {
    return RequiredMembers.demanding().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(a -> Arguments.of(service(each.getKey()), a)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("demanding")
  void an_operation_without_what_it_demands_is_refused(Service service, String action)
      throws IOException {
    RawRequest.Answer answer = RawRequest.of(service, action, "").to(platform);
    String first = RequiredMembers.of(service.signingName(), action).get(0);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body())
        .containsAnyOf("MissingParameter", "ValidationError", "ValidationException")
        .containsIgnoringCase(first);
  }

  @Test
  void all_that_is_missing_is_told_at_once() throws IOException {
    assertThat(
            RawRequest.of(Service.AUTO_SCALING, "CreateAutoScalingGroup", "&MinSize=1")
                .to(platform)
                .body())
        .contains(
            "2 validation errors detected: Value null at 'autoScalingGroupName' failed to satisfy"
                + " constraint: Member must not be null; Value null at 'maxSize' failed to satisfy"
                + " constraint: Member must not be null");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO_SCALING, DescribeAutoScalingGroups, MaxRecords, ValidationError",
    "ELASTIC_LOAD_BALANCING, DescribeLoadBalancers, PageSize, ValidationError",
    "RDS, DescribeDBInstances, MaxRecords, InvalidParameterValue",
    "EC2, DescribeInstances, MaxResults, InvalidParameterValue"
  })
  void a_page_of_less_than_one_item_is_refused(
      Service service, String action, String member, String code) throws IOException {
    for (int size : List.of(0, -1, Integer.MIN_VALUE)) {
      RawRequest.Answer answer =
          RawRequest.of(service, action, "&" + member + "=" + size).to(platform);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains(code);
    }
  }

  @Test
  void a_filter_without_a_name_is_refused() throws IOException {
    RawRequest.Answer answer =
        RawRequest.of(Service.EC2, "DescribeInstances", "&Filter.1.Value.1=x").to(platform);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidParameterValue", "The filter 'null' is invalid");
  }
}
