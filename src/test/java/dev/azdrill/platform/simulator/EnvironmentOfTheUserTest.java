package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.Progress;
import dev.azdrill.simulator.world.Timings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has set for other tools does not lead the simulator's calls elsewhere. */
@Isolated("changes system properties, which the whole JVM shares")
class EnvironmentOfTheUserTest {
  private static final String IMAGE =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  private String changed = "";

  @AfterEach
  void restore() {
    System.clearProperty(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "aws.endpointUrl, http://127.0.0.1:9",
    "aws.endpointUrlSsm, http://127.0.0.1:9",
    "aws.useFipsEndpoint, true",
    "aws.useDualstackEndpoint, true",
    "aws.defaultsMode, auto",
    "aws.profile, somebody",
  })
  void a_setting_of_the_sdk_changes_nothing(String property, String value) {
    changed = property;
    System.setProperty(property, value);

    try (SimulatorPlatform platform =
        SimulatorPlatform.create("environment", Timings.typical(), Progress.SILENT)) {
      assertThat(platform.session().ssm().getParameter(r -> r.name(IMAGE)).parameter().value())
          .startsWith("ami-");
      assertThat(platform.session().ec2().describeAvailabilityZones().availabilityZones())
          .isNotEmpty();
    }
  }
}
