package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;

/**
 * The console output of instances: posted shortly after one boots or goes down, and not in between.
 *
 * <p>Source: Amazon EC2 API Reference, "GetConsoleOutput".
 */
final class ConsoleOutputs {
  private final World world;
  private final InstanceTypes types;
  private final Function<String, InstanceRecord> one;

  /**
   * @param one the instance with this id; refuses one that nothing has
   */
  ConsoleOutputs(World world, InstanceTypes types, Function<String, InstanceRecord> one) {
    this.world = world;
    this.types = types;
    this.one = one;
  }

  void enter(Operations.Page page) {
    page.read("GetConsoleOutput", GetConsoleOutputRequest::builder, this::get);
  }

  private GetConsoleOutputResponse get(GetConsoleOutputRequest request) {
    InstanceRecord instance = one.apply(request.instanceId());
    boolean isLatest = Boolean.TRUE.equals(request.latest());
    if (isLatest) {
      requireNitro(instance.traits().instanceTypeAsString());
    }
    ConsoleLog console = instance.console();
    Optional<ConsoleLog.Posted> shown =
        isLatest
            ? console.latest(world.kernel().now())
            : console.posted(
                world.kernel().now(),
                line ->
                    world
                        .timings()
                        .of(Timing.CONSOLE_OUTPUT, occurrence(instance.id(), line.at())));
    return GetConsoleOutputResponse.builder()
        .instanceId(instance.id())
        .timestamp(shown.map(ConsoleLog.Posted::at).orElse(instance.traits().launchTime()))
        .output(shown.map(posted -> base64(posted.text())).orElse(null))
        .build();
  }

  /** Names the posting of what was written at this time. */
  static String occurrence(String instanceId, Object at) {
    return instanceId + " at " + at;
  }

  private void requireNitro(String type) {
    boolean isNitro =
        types.find(type).filter(it -> it.hypervisor() == InstanceTypeHypervisor.NITRO).isPresent();
    if (!isNitro) {
      throw ComputeErrors.latestConsoleOutputUnsupported();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
