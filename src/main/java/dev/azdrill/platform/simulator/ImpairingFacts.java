package dev.azdrill.platform.simulator;

import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import dev.azdrill.simulator.world.ApiCalls;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;

/** The fact that each impairment is in the region's world. */
final class ImpairingFacts implements Impairment.Reader<Fact> {
  @Override
  public Fact zonePower(Impairment.ZonePower impairment) {
    return new Fact.ZoneWithoutPower(impairment.zone());
  }

  @Override
  public Fact zoneCapacity(Impairment.ZoneCapacity impairment) {
    return new Fact.ZoneWithoutCapacity(impairment.zone());
  }

  @Override
  public Fact applicationHung(Impairment.ApplicationHung impairment) {
    return new Fact.ApplicationHung(impairment.instanceId());
  }

  @Override
  public Fact applicationFailing(Impairment.ApplicationFailing impairment) {
    return new Fact.ApplicationFailing(impairment.instanceId(), impairment.status());
  }

  @Override
  public Fact applicationSlow(Impairment.ApplicationSlow impairment) {
    return new Fact.ApplicationSlow(
        impairment.instanceId(), Duration.ofMillis(impairment.milliseconds()));
  }

  @Override
  public Fact zoneLatency(Impairment.ZoneLatency impairment) {
    return new Fact.ZoneSlow(impairment.zone(), Duration.ofMillis(impairment.milliseconds()));
  }

  @Override
  public Fact zonePacketLoss(Impairment.ZonePacketLoss impairment) {
    return new Fact.ZoneLossy(impairment.zone(), impairment.percent());
  }

  @Override
  public Fact bootFailing(Impairment.BootFailing impairment) {
    return new Fact.BootFailing(impairment.autoScalingGroupName());
  }

  @Override
  public Fact databaseStorageFull(Impairment.DatabaseStorageFull impairment) {
    return new Fact.DatabaseStorageFull(impairment.dbInstanceIdentifier());
  }

  @Override
  public Fact certificateExpired(Impairment.CertificateExpired impairment) {
    return new Fact.CertificateExpired(impairment.certificateArn());
  }

  @Override
  public Fact zonalShift(Impairment.ZonalShift impairment) {
    return new Fact.ZoneShiftedAway(impairment.zone());
  }

  @Override
  public Fact cpuBusy(Impairment.CpuBusy impairment) {
    return new Fact.CpuBusy(impairment.instanceId(), impairment.percent());
  }

  @Override
  public Fact apiThrottling(Impairment.ApiThrottling impairment) {
    return new Fact.ApiThrottled(of(impairment.calls()), impairment.percent());
  }

  @Override
  public Fact apiErrors(Impairment.ApiErrors impairment) {
    return new Fact.ApiFailing(of(impairment.calls()), impairment.percent());
  }

  @Override
  public Fact apiLatency(Impairment.ApiLatency impairment) {
    return new Fact.ApiSlow(
        of(impairment.calls()), impairment.percent(), Duration.ofMillis(impairment.milliseconds()));
  }

  private static ApiCalls of(AffectedCalls calls) {
    return new ApiCalls(calls.service(), calls.operation());
  }
}
