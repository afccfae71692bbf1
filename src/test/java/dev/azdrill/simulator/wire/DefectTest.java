package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.LogOf;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;

/** Whatever goes wrong in a service, the client gets an answer in its own protocol. */
class DefectTest {
  private static final Seed SEED = Seed.of("defects");

  @RegisterExtension final LogOf log = new LogOf(Router.class);

  static List<Throwable> defects() {
    return List.of(
        new IllegalStateException("of ours"),
        new ConcurrentModificationException(),
        new ArithmeticException("/ by zero"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("defects")
  void a_defect_of_a_service_is_an_internal_error_in_the_protocol(Throwable defect) {
    World world =
        World.create(
            new Kernel(Instant.parse("2026-01-05T09:00:00Z"), SEED),
            SEED,
            RegionLocation.london(),
            Timings.typical());
    world
        .operations()
        .of(Service.EC2)
        .read(
            "DescribeVpcs",
            DescribeVpcsRequest::builder,
            (DescribeVpcsRequest request) -> fails(defect));

    WireReply reply = new Router(world).answer(request("Action=DescribeVpcs&Version=2016-11-15"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(new String(reply.bytes(), StandardCharsets.UTF_8))
        .contains("<Code>InternalError</Code>", "<RequestID>")
        .doesNotContain(defect.getClass().getSimpleName());
    assertThat(log.messages())
        .singleElement()
        .satisfies(logged -> assertThat(logged).endsWith("to EC2 met a defect of azdrill"));
  }

  private static DescribeVpcsResponse fails(Throwable defect) {
    if (defect instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) defect;
  }

  private static WireRequest request(String body) {
    return WireRequest.of(
        "POST",
        "ec2.eu-west-2.amazonaws.com",
        "/",
        "",
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
