package dev.azdrill.steps;

import dev.azdrill.drill.DrillStep;
import dev.azdrill.fault.ApiErrors;
import dev.azdrill.fault.ApiLatency;
import dev.azdrill.fault.ApiThrottling;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.ApplicationErrors;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.ApplicationSlowness;
import dev.azdrill.fault.BadBoot;
import dev.azdrill.fault.BadLaunchTemplate;
import dev.azdrill.fault.CertificateExpiry;
import dev.azdrill.fault.CpuSurge;
import dev.azdrill.fault.DatabaseCutOff;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.DatabaseRestart;
import dev.azdrill.fault.DatabaseStorageFull;
import dev.azdrill.fault.DatabaseUnreachable;
import dev.azdrill.fault.DefaultRouteLoss;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultArguments;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.HealthCheckMisconfigured;
import dev.azdrill.fault.InstanceReboot;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.InternetGatewayRouteLoss;
import dev.azdrill.fault.LoadBalancerZoneLoss;
import dev.azdrill.fault.NatGatewayLoss;
import dev.azdrill.fault.OpenSubject;
import dev.azdrill.fault.ScalingProcessesSuspended;
import dev.azdrill.fault.TargetsDeregistered;
import dev.azdrill.fault.ZonalShift;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZoneLatency;
import dev.azdrill.fault.ZoneNetworkIsolation;
import dev.azdrill.fault.ZonePacketLoss;
import dev.azdrill.fault.ZonePartition;
import dev.azdrill.fault.ZonePowerLoss;
import io.cucumber.java.en.When;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Sentences about what is broken. Those of the catalogue stand there, beside their faults; here
 * they only find the fault.
 */
public final class FaultSteps {
  private final ScenarioContext context;

  public FaultSteps(ScenarioContext context) {
    this.context = context;
  }

  @When(InstanceTermination.SENTENCE)
  public void terminate() {
    said(InstanceTermination.SENTENCE);
  }

  @When(InstanceTermination.SENTENCE_ALL)
  public void terminateAll(String zone) {
    said(InstanceTermination.SENTENCE_ALL, zone);
  }

  @When(InstanceStop.SENTENCE)
  public void stop() {
    said(InstanceStop.SENTENCE);
  }

  @When(InstanceReboot.SENTENCE)
  public void reboot() {
    said(InstanceReboot.SENTENCE);
  }

  @When(ApplicationHang.SENTENCE)
  public void hang() {
    said(ApplicationHang.SENTENCE);
  }

  @When(ApplicationErrors.SENTENCE)
  public void answerErrors(int status) {
    said(ApplicationErrors.SENTENCE, status);
  }

  @When(ApplicationSlowness.SENTENCE)
  public void answerSlowly(int milliseconds) {
    said(ApplicationSlowness.SENTENCE, milliseconds);
  }

  @When(CpuSurge.SENTENCE)
  public void useCpu(int percent) {
    said(CpuSurge.SENTENCE, percent);
  }

  @When(BadBoot.SENTENCE)
  public void neverBoot() {
    said(BadBoot.SENTENCE);
  }

  @When(BadLaunchTemplate.SENTENCE)
  public void missImage() {
    said(BadLaunchTemplate.SENTENCE);
  }

  @When(ScalingProcessesSuspended.SENTENCE)
  public void suspend(String process) {
    said(ScalingProcessesSuspended.SENTENCE, process);
  }

  @When(ScalingProcessesSuspended.SENTENCE_ALL)
  public void suspendAll() {
    said(ScalingProcessesSuspended.SENTENCE_ALL);
  }

  @When(ZonePowerLoss.SENTENCE)
  public void losePower(String zone) {
    said(ZonePowerLoss.SENTENCE, zone);
  }

  @When(ZonePowerLoss.SENTENCE_PRIMARY)
  public void losePowerOfPrimary() {
    said(ZonePowerLoss.SENTENCE_PRIMARY);
  }

  @When(ZoneCapacityLoss.SENTENCE)
  public void noCapacity(String zone) {
    said(ZoneCapacityLoss.SENTENCE, zone);
  }

  @When(ZoneNetworkIsolation.SENTENCE)
  public void isolate(String zone) {
    said(ZoneNetworkIsolation.SENTENCE, zone);
  }

  @When(ZonePartition.SENTENCE)
  public void partition(String zone) {
    said(ZonePartition.SENTENCE, zone);
  }

  @When(ZoneLatency.SENTENCE)
  public void slowConnections(String zone, int milliseconds) {
    said(ZoneLatency.SENTENCE, zone, milliseconds);
  }

  @When(ZonePacketLoss.SENTENCE)
  public void losePackets(String zone, int percent) {
    said(ZonePacketLoss.SENTENCE, zone, percent);
  }

  @When(NatGatewayLoss.SENTENCE)
  public void loseNatGateway(String zone) {
    said(NatGatewayLoss.SENTENCE, zone);
  }

  @When(DefaultRouteLoss.SENTENCE)
  public void removeDefaultRoute(String zone) {
    said(DefaultRouteLoss.SENTENCE, zone);
  }

  @When(InternetGatewayRouteLoss.SENTENCE)
  public void removeInternetRoutes() {
    said(InternetGatewayRouteLoss.SENTENCE);
  }

  @When(ApplicationCutOff.SENTENCE)
  public void cutOffApplication() {
    said(ApplicationCutOff.SENTENCE);
  }

  @When(DatabaseCutOff.SENTENCE)
  public void cutOffDatabase() {
    said(DatabaseCutOff.SENTENCE);
  }

  @When(LoadBalancerZoneLoss.SENTENCE)
  public void loseZone(String zone) {
    said(LoadBalancerZoneLoss.SENTENCE, zone);
  }

  @When(ZonalShift.SENTENCE)
  public void shift(String zone) {
    said(ZonalShift.SENTENCE, zone);
  }

  @When(TargetsDeregistered.SENTENCE)
  public void deregister() {
    said(TargetsDeregistered.SENTENCE);
  }

  @When(HealthCheckMisconfigured.SENTENCE)
  public void misconfigureHealthCheck() {
    said(HealthCheckMisconfigured.SENTENCE);
  }

  @When(CertificateExpiry.SENTENCE)
  public void expireCertificate() {
    said(CertificateExpiry.SENTENCE);
  }

  @When(DatabaseFailover.SENTENCE)
  public void failOver() {
    said(DatabaseFailover.SENTENCE);
  }

  @When(DatabaseRestart.SENTENCE)
  public void restart() {
    said(DatabaseRestart.SENTENCE);
  }

  @When(DatabaseUnreachable.SENTENCE)
  public void makeUnreachable() {
    said(DatabaseUnreachable.SENTENCE);
  }

  @When(DatabaseStorageFull.SENTENCE)
  public void fillStorage() {
    said(DatabaseStorageFull.SENTENCE);
  }

  @When(ApiThrottling.SENTENCE)
  public void throttle(String api, int percent) {
    said(ApiThrottling.SENTENCE, api, percent);
  }

  @When(ApiErrors.SENTENCE)
  public void failCalls(String api, int percent) {
    said(ApiErrors.SENTENCE, api, percent);
  }

  @When(ApiLatency.SENTENCE)
  public void slowCalls(String api, int milliseconds, int percent) {
    said(ApiLatency.SENTENCE, api, milliseconds, percent);
  }

  @When("that instance is terminated")
  public void terminateInThatZone() {
    String zone = context.injection().fault().subject();
    Instance there =
        context.session().monitor().last().inService().stream()
            .filter(i -> i.availabilityZone().equals(zone))
            .min(Comparator.comparing(Instance::instanceId))
            .orElseThrow(() -> context.failure("expected an instance in " + zone + ", saw none"));
    context.inject(new InstanceTermination(there.instanceId()));
  }

  @When("the zone of the standby database loses power")
  public void losePowerOfStandby() {
    String zone =
        Optional.ofNullable(database().secondaryAvailabilityZone())
            .orElseThrow(
                () -> context.failure("expected a database with a standby, RDS describes none"));
    context.inject(new ZonePowerLoss(zone));
  }

  @When("EC2 has no capacity in the zone of an instance")
  public void noCapacity() {
    context.inject(new ZoneCapacityLoss(anInstance().availabilityZone()));
  }

  /** Any of the catalogue, as {@code --fault} names it. */
  @When("the fault {string} is injected")
  public void inject(String fault) {
    context.inject(context.faultOf(fault));
  }

  @When("the fault {string} is undone")
  public void undo(String word) {
    context.undo(new DrillStep.Undo(Optional.of(word)));
  }

  @When("power returns to that zone")
  @When("the fault is undone")
  public void undo() {
    context.undo(new DrillStep.Undo());
  }

  /** What the catalogue says by this sentence, in what stands now. */
  private void said(String sentence, Object... values) {
    Fault fault =
        context.recorded(
            () -> FaultCatalogue.said(sentence, Stream.of(values).map(String::valueOf).toList()));
    FaultKind<?> kind = FaultCatalogue.of(fault).orElseThrow();
    FaultArguments now = FaultArguments.NONE;
    for (Map.Entry<String, String> each : kind.argumentsOf(fault).values().entrySet()) {
      now = now.and(each.getKey(), now(each.getValue()));
    }
    context.inject(kind.of(now));
  }

  /** A later step of the scenario may break another: each means what stands when it is reached. */
  private String now(String value) {
    if (value.equals(OpenSubject.ANY_INSTANCE.word())) {
      return anInstance().instanceId();
    }
    if (value.equals(OpenSubject.ANY_DATABASE.word())) {
      return database().dbInstanceIdentifier();
    }
    if (value.equals(OpenSubject.PRIMARY_ZONE.word())) {
      return database().availabilityZone();
    }
    return value.equals(OpenSubject.APPLICATION_GROUP.word())
        ? ChangeSteps.applicationGroup(context.inventory())
        : value;
  }

  /** The first in service by id: the same in every run of one seed. */
  private Instance anInstance() {
    return context.session().monitor().last().inService().stream()
        .min(Comparator.comparing(Instance::instanceId))
        .orElseThrow(() -> context.failure("expected an instance in service, saw none"));
  }

  private DBInstance database() {
    return context.session().context().database();
  }
}
