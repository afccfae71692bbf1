package dev.azdrill.platform.simulator;

import dev.azdrill.platform.Impairment;
import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Refuses an impairment of something that is not there, or one that would break nothing: it would
 * be taken for a fault that the architecture survived.
 */
final class ImpairmentSubjects implements Impairment.Reader<Optional<String>> {
  private static final int STATUS_MIN = 400;
  private static final int STATUS_MAX = 599;
  private static final int PERCENT_MAX = 100;
  private static final int SERVER_ERROR = 500;

  private final List<String> zones;
  private final AwsSession aws;

  private ImpairmentSubjects(List<String> zones, AwsSession aws) {
    this.zones = zones;
    this.aws = aws;
  }

  /**
   * Passes an impairment that breaks something.
   *
   * @param zones the names of the region's zones
   * @param aws asks what stands in the region
   * @throws ControlRefusal for one that does not
   */
  static void check(Impairment impairment, List<String> zones, AwsSession aws) {
    impairment
        .accept(new ImpairmentSubjects(zones, aws))
        .ifPresent(
            sentence -> {
              throw ControlRefusal.badInput(sentence);
            });
  }

  private Optional<String> zone(String zone) {
    return zones.contains(zone)
        ? Optional.empty()
        : Optional.of("expected zone to be one of " + zones + ", saw " + zone);
  }

  private Optional<String> instance(String id) {
    return standing("instanceId", id, () -> aws.ec2().describeInstances(r -> r.instanceIds(id)));
  }

  private static Optional<String> standing(String member, String name, Runnable look) {
    try {
      look.run();
      return Optional.empty();
    } catch (AwsServiceException refusal) {
      if (refusal.isThrottlingException() || refusal.statusCode() >= SERVER_ERROR) {
        throw refusal;
      }
      return Optional.of(
          "expected "
              + member
              + " to be one that stands in the region, saw "
              + name
              + ": "
              + refusal.awsErrorDetails().errorMessage());
    }
  }

  private static Optional<String> percent(int percent) {
    return within("percent", percent, 1, PERCENT_MAX);
  }

  private static Optional<String> milliseconds(int milliseconds) {
    return within("milliseconds", milliseconds, 1, Integer.MAX_VALUE);
  }

  private static Optional<String> within(String member, int number, int min, int max) {
    return number >= min && number <= max
        ? Optional.empty()
        : Optional.of(
            "expected " + member + " to be from " + min + " to " + max + ", saw " + number);
  }

  @Override
  public Optional<String> zonePower(Impairment.ZonePower it) {
    return zone(it.zone());
  }

  @Override
  public Optional<String> zoneCapacity(Impairment.ZoneCapacity it) {
    return zone(it.zone());
  }

  @Override
  public Optional<String> applicationHung(Impairment.ApplicationHung it) {
    return instance(it.instanceId());
  }

  @Override
  public Optional<String> applicationFailing(Impairment.ApplicationFailing it) {
    return instance(it.instanceId())
        .or(() -> within("status", it.status(), STATUS_MIN, STATUS_MAX));
  }

  @Override
  public Optional<String> applicationSlow(Impairment.ApplicationSlow it) {
    return instance(it.instanceId()).or(() -> milliseconds(it.milliseconds()));
  }

  @Override
  public Optional<String> zoneLatency(Impairment.ZoneLatency it) {
    return zone(it.zone()).or(() -> milliseconds(it.milliseconds()));
  }

  @Override
  public Optional<String> zonePacketLoss(Impairment.ZonePacketLoss it) {
    return zone(it.zone()).or(() -> percent(it.percent()));
  }

  @Override
  public Optional<String> bootFailing(Impairment.BootFailing it) {
    String name = it.autoScalingGroupName();
    boolean isThere =
        !aws.autoScaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
            .autoScalingGroups()
            .isEmpty();
    return isThere
        ? Optional.empty()
        : Optional.of(
            "expected autoScalingGroupName to be one that stands in the region, saw " + name);
  }

  @Override
  public Optional<String> databaseStorageFull(Impairment.DatabaseStorageFull it) {
    String name = it.dbInstanceIdentifier();
    return standing(
        "dbInstanceIdentifier",
        name,
        () -> aws.rds().describeDBInstances(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  public Optional<String> certificateExpired(Impairment.CertificateExpired it) {
    String arn = it.certificateArn();
    return standing(
        "certificateArn", arn, () -> aws.acm().describeCertificate(r -> r.certificateArn(arn)));
  }

  @Override
  public Optional<String> zonalShift(Impairment.ZonalShift it) {
    return zone(it.zone());
  }

  @Override
  public Optional<String> cpuBusy(Impairment.CpuBusy it) {
    return instance(it.instanceId()).or(() -> percent(it.percent()));
  }

  @Override
  public Optional<String> apiThrottling(Impairment.ApiThrottling it) {
    return percent(it.percent());
  }

  @Override
  public Optional<String> apiErrors(Impairment.ApiErrors it) {
    return percent(it.percent());
  }

  @Override
  public Optional<String> apiLatency(Impairment.ApiLatency it) {
    return percent(it.percent()).or(() -> milliseconds(it.milliseconds()));
  }
}
