package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/** Source: Amazon EC2 API Reference, "GetConsoleOutput". */
class ConsoleOutputsTest {
  private static final Duration POSTED = Timing.CONSOLE_OUTPUT.typical();

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private Optional<String> zone = Optional.empty();

  @BeforeEach
  void client() {
    ec2 = region.aws().ec2();
  }

  private String running(String type) {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    var subnet = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet();
    zone = Optional.of(subnet.availabilityZone());
    String id =
        ec2.runInstances(
                r ->
                    r.imageId(AL2023)
                        .instanceType(type)
                        .subnetId(subnet.subnetId())
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .get(0)
            .instanceId();
    region.pass(Timing.INSTANCE_START.typical());
    return id;
  }

  private GetConsoleOutputResponse posted(String id) {
    return ec2.getConsoleOutput(r -> r.instanceId(id));
  }

  private static String text(GetConsoleOutputResponse told) {
    return told.output() == null
        ? ""
        : new String(Base64.getDecoder().decode(told.output()), StandardCharsets.UTF_8);
  }

  @Test
  void console_output_is_posted_shortly_after_the_boot_and_not_before() {
    String id = running("t3.micro");
    assertThat(posted(id).output()).isNull();
    assertThat(posted(id).instanceId()).isEqualTo(id);

    region.pass(POSTED);

    assertThat(text(posted(id))).contains("Booting").hasLineCount(1);
    assertThat(posted(id).timestamp()).isEqualTo(region.aws().clock().now());
  }

  @Test
  void a_reboot_posts_it_anew_and_nothing_does_in_between() {
    String id = running("t3.micro");
    region.pass(Duration.ofHours(1));
    GetConsoleOutputResponse before = posted(id);

    ec2.rebootInstances(r -> r.instanceIds(id));
    assertThat(posted(id).timestamp()).isEqualTo(before.timestamp());
    assertThat(posted(id).output()).isEqualTo(before.output());
    region.pass(POSTED);

    assertThat(posted(id).timestamp()).isEqualTo(region.aws().clock().now());
    assertThat(text(posted(id))).startsWith(text(before)).hasLineCount(2);
  }

  @Test
  void who_goes_down_says_so_and_is_still_told_of_when_it_is_terminated() {
    String id = running("t3.micro");
    ec2.stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(5));
    assertThat(text(posted(id))).contains("Powering down");

    ec2.startInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(5));
    ec2.terminateInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(5));

    assertThat(text(posted(id))).hasLineCount(4).endsWith("Powering down\r\n");
  }

  @Test
  void what_has_no_power_boots_when_it_is_back_and_a_reboot_meanwhile_is_none() {
    String id = running("t3.micro");
    region.pass(Duration.ofHours(1));
    Fact dark = new Fact.ZoneWithoutPower(zone.orElseThrow());
    region.platform().region().facts().establish(dark);
    ec2.rebootInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(5));
    assertThat(text(posted(id))).hasLineCount(1);

    region.platform().region().facts().clear(dark);
    region.pass(POSTED);

    assertThat(text(posted(id))).hasLineCount(2);
  }

  @Test
  void the_latest_is_told_at_once_where_the_hypervisor_can() {
    String id = running("t3.micro");
    assertThat(text(ec2.getConsoleOutput(r -> r.instanceId(id).latest(true)))).contains("Booting");
    String old = running("t2.micro");
    assertThat(refused(() -> ec2.getConsoleOutput(r -> r.instanceId(old).latest(true))))
        .isEqualTo("UnsupportedOperation");
  }

  @Test
  void an_instance_that_does_not_exist_has_none() {
    assertThat(refused(() -> posted("i-0123456789abcdef0")))
        .isEqualTo("InvalidInstanceID.NotFound");
  }
}
