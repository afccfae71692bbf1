package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.provision.Provisioner;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** What drills need of a platform. Nothing is created, and nothing changed, where it is lacking. */
final class DrillNeeds {
  /** What every stack consists of that is drilled. */
  private static final Set<String> SERVICES = Set.of("ec2", "autoscaling", "elasticloadbalancing");

  private DrillNeeds() {}

  /** Requires all that an order needs. */
  static void require(Platform platform, DrillOrder order) {
    if (order.subject() instanceof DrilledStack.Made made) {
      require(platform, order, made);
    } else {
      platform.capabilities().require(SERVICES);
      requireAbilities(platform, order);
    }
  }

  /** The same for a stack that the run makes. */
  static void require(Platform platform, DrillOrder order, DrilledStack.Made made) {
    platform.capabilities().require(made.blueprint().services());
    platform.capabilities().require(Ability.TRAFFIC);
    Provisioner.requireReferences(platform.session(), made.blueprint());
    if (made.keep()) {
      requireToLast(platform, made);
    }
    requireAbilities(platform, order);
    if (order.drills().stream().anyMatch(each -> !each.ids().isEmpty())) {
      Inventory standing = new Discovery(platform.session()).byStack(order.stack());
      order.requireStanding(
          Stream.concat(
                  StackSubjects.instances(standing),
                  standing.all(Kind.SECURITY_GROUP).stream().map(SecurityGroup::groupId))
              .toList());
    }
  }

  private static void requireAbilities(Platform platform, DrillOrder order) {
    platform.capabilities().require(Ability.TRAFFIC);
    boolean needsAlarms =
        order.allGuards().stream()
            .flatMap(each -> each.stops().stream())
            .anyMatch(each -> each instanceof StopCondition.AlarmNotOk);
    platform.capabilities().require(needsAlarms ? List.of("monitoring") : List.of());
    order.drills().stream()
        .flatMap(each -> each.needs().stream())
        .forEach(platform.capabilities()::require);
  }

  /** What azdrill answers in the place of a platform ends with this process: nothing is kept. */
  private static void requireToLast(Platform platform, DrilledStack.Made made) {
    for (String service : made.blueprint().services()) {
      if (platform.capabilities().service(service) instanceof Provider.Completed) {
        throw new BadInput(
            "--keep has no effect here: azdrill answers "
                + service
                + " in the place of "
                + platform.name()
                + ", and that ends with this process: leave it out");
      }
    }
  }
}
