package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTarget;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetFilter;

/** What a target of a template must be like. */
final class TargetRules {
  private static final String ROLE = "aws:iam:role";

  /** Parameters of targets that are zones. */
  private static final Set<String> ZONES =
      Set.of(
          "availabilityZoneIdentifier",
          "availabilityZoneIdentifiers",
          "writerAvailabilityZoneIdentifiers");

  private final RegionLocation place;

  TargetRules(RegionLocation place) {
    this.place = place;
  }

  void check(String name, ExperimentTemplateTarget target) {
    ResourceType type =
        ActionCatalogue.resourceType(target.resourceType())
            .orElseThrow(() -> FisErrors.resourceTypeUnknown(name, target.resourceType()));
    if (SelectionMode.parse(target.selectionMode()).isEmpty()) {
      throw FisErrors.selectionModeInvalid(name, target.selectionMode());
    }
    checkResources(name, target);
    for (Map.Entry<String, String> each : target.parameters().entrySet()) {
      if (!type.parameters().containsKey(each.getKey())) {
        throw FisErrors.targetParameterUnknown(name, each.getKey(), type.parameters().keySet());
      }
      if (ZONES.contains(each.getKey())) {
        ParameterKind.items(each.getValue()).stream()
            .filter(zone -> place.zone(zone).isEmpty())
            .findFirst()
            .ifPresent(
                zone -> {
                  throw FisErrors.targetZoneUnknown(name, zone);
                });
      }
    }
    target.filters().forEach(filter -> checkFilter(name, target.resourceType(), filter));
  }

  private void checkResources(String name, ExperimentTemplateTarget target) {
    boolean byArn = !target.resourceArns().isEmpty();
    boolean byRest = !target.resourceTags().isEmpty() || !target.parameters().isEmpty();
    if (target.resourceType().equals(ROLE) && (!byArn || byRest || !target.filters().isEmpty())) {
      throw FisErrors.arnsOnly(name, ROLE);
    }
    if (byArn && byRest) {
      throw FisErrors.arnsAndTags(name);
    }
    if (!byArn && !byRest) {
      throw FisErrors.resourcesMissing(name);
    }
    arnPrefix(target.resourceType())
        .ifPresent(
            prefix ->
                target.resourceArns().stream()
                    .filter(arn -> !arn.startsWith(prefix))
                    .findFirst()
                    .ifPresent(
                        arn -> {
                          throw FisErrors.resourceArnInvalid(name, prefix, arn);
                        }));
  }

  /** What the ARNs of a type begin with; empty for one of which the region has no resources. */
  private Optional<String> arnPrefix(String type) {
    return switch (type) {
      case "aws:ec2:instance", "aws:ec2:spot-instance" ->
          Optional.of(place.arn(Service.EC2, "instance/"));
      case "aws:ec2:subnet" -> Optional.of(place.arn(Service.EC2, "subnet/"));
      case "aws:ec2:ebs-volume" -> Optional.of(place.arn(Service.EC2, "volume/"));
      case "aws:ec2:vpc-endpoint" -> Optional.of(place.arn(Service.EC2, "vpc-endpoint/"));
      case "aws:ec2:autoscaling-group" ->
          Optional.of(place.arn(Service.AUTO_SCALING, "autoScalingGroup:"));
      case "aws:rds:db" -> Optional.of(place.arn(Service.RDS, "db:"));
      case ROLE -> Optional.of("arn:aws:iam::" + place.account() + ":role/");
      default -> Optional.empty();
    };
  }

  private static void checkFilter(String name, String type, ExperimentTemplateTargetFilter filter) {
    if (filter.values().isEmpty()) {
      throw FisErrors.filterWithoutValues(name, filter.path());
    }
    Optional<SdkPojo> shape = Resources.shape(type);
    if (shape.isPresent() && !FilteredAttributes.has(filter.path(), shape.get())) {
      throw FisErrors.filterPathUnknown(name, filter.path(), type);
    }
  }
}
