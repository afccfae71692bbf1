package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.Restorer;
import dev.azdrill.foreign.Described;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.endpoint.ServedRegionPlatform;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StepListener;
import dev.azdrill.rehearsal.DrilledPart;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.StopRequest;
import dev.azdrill.session.StoppableProgress;
import dev.azdrill.session.Weather;
import dev.azdrill.text.ShellCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A drill of a stack that somebody else made ends in every way there is; tags alone tell another
 * machine what to undo, and then the stack is as it was.
 */
class AttachedCrashTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Set<Long> processes = new HashSet<>();
  private String vpcId = "";
  private final PausedRegion region =
      PausedRegion.with(
          aws -> {
            vpcId = ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES);
            ForeignStack.optIn(aws, vpcId, "shop");
          });
  private final List<String> before = described();

  @AfterEach
  void close() {
    region.close();
  }

  private List<String> described() {
    try (Platform looking = region.platform()) {
      return Described.of(looking.session(), vpcId);
    }
  }

  private LockOwner owner(String run, long pid) {
    return new LockOwner(run, "here", pid, () -> NOW, processes::contains);
  }

  private static OrderedDrill drill(String... faults) {
    return new OrderedDrill.FromFile(
        new DrillFile(
            FaultDrill.of(
                List.of(faults).stream().map(FaultCatalogue::parse).toList(),
                Duration.ofSeconds(30))));
  }

  private static final List<OrderedDrill> ALL =
      List.of(
          drill("instance-stop:instances=1:zone=eu-west-2b", "application-cut-off"),
          drill("zone-network-isolation:zone=eu-west-2a"),
          drill("zone-power-loss:zone=eu-west-2a"));

  /** Of these, a sound stack passes each. */
  private static final List<OrderedDrill> SOUND =
      List.of(
          drill("instance-stop:instances=1:zone=eu-west-2b"),
          drill("zone-network-isolation:zone=eu-west-2a"),
          drill("zone-power-loss:zone=eu-west-2a"));

  private DrillOrder order(Inventory stack, List<OrderedDrill> drills) {
    DrilledPart part =
        DrilledPart.of(
            stack, new DrilledPart.Selection(Optional.empty(), Optional.empty(), Optional.empty()));
    return new DrillOrder(
        "shop",
        new DrilledStack.Attached(vpcId, part),
        drills,
        "crash",
        ShellCommand.of("azdrill", "drill"),
        Objectives.NONE,
        Budgets.CEILING,
        false,
        60,
        Guards.NONE);
  }

  private RunEvidence run(
      List<OrderedDrill> drills,
      UnaryOperator<SdkHttpClient> way,
      Ledger ledger,
      StopRequest stop) {
    processes.add(1L);
    ServedRegionPlatform platform = region.platform(way, new StoppableProgress(stop));
    StackLocks locks = new StackLocks(platform.session(), owner("first", 1));
    locks.take("shop");
    DrillJob.Safety safety =
        new DrillJob.Safety(
            ledger, stop, Optional.of(locks), ShellCommand.of("azdrill", "restore"));
    Inventory stack = new Discovery(platform.session()).byVpc(vpcId);
    RunEvidence evidence =
        DrillJob.run(platform, StepListener.SILENT, order(stack, drills), new Journal(), safety);
    // A process that is killed closes nothing.
    locks.close();
    platform.close();
    return evidence;
  }

  private void nothingIsLeft(String when) {
    assertThat(region.control("GET", "faults", "")).as(when).isEqualTo("{\"faults\":[]}");
    try (Platform looking = region.platform()) {
      looking.session().clock().pass(Duration.ofMinutes(30));
      List<String> living =
          looking.session().ec2().describeInstances().reservations().stream()
              .flatMap(each -> each.instances().stream())
              .filter(each -> each.state().name() != InstanceStateName.TERMINATED)
              .map(
                  each ->
                      each.state().nameAsString()
                          + " "
                          + each.tags().stream()
                              .map(tag -> tag.key())
                              .filter(key -> key.startsWith("azdrill:"))
                              .toList())
              .toList();
      assertThat(living).as(when).containsExactly("running []", "running []");
    }
    assertThat(Described.changes(before, described())).as(when).isEmpty();
  }

  private void restored(String when) {
    processes.remove(1L);
    processes.add(2L);
    try (ServedRegionPlatform next = region.platform();
        StackLocks locks = new StackLocks(next.session(), owner("next", 2))) {
      locks.take("shop");
      Restorer restorer = new Restorer(next, told -> {});
      assertThat(restorer.fromTags("shop")).as(when).isEmpty();
      assertThat(restorer.waiting("shop")).as(when).isEmpty();
    }
  }

  /** One after each call that changes something, and each in the ledger: the last of its kind. */
  private static List<Integer> chosen(List<String> moments) {
    List<String> kinds =
        List.of(
            "after CreateTags",
            "after StopInstances",
            "after RevokeSecurityGroupIngress",
            "after CreateNetworkAcl",
            "after ReplaceNetworkAclAssociation",
            "after {\"impairment\"",
            "before the ledger has the undo",
            "after DeleteTags");
    return kinds.stream()
        .map(
            kind ->
                IntStream.range(0, moments.size())
                    .filter(i -> moments.get(i).startsWith(kind))
                    .reduce((one, other) -> kind.endsWith("Tags") ? one : other)
                    .orElseThrow(() -> new AssertionError(kind + " in " + moments)))
        .toList();
  }

  @Test
  void whichever_call_is_the_last_the_tags_tell_another_machine_all() {
    Mortal whole = Mortal.never();
    RunEvidence evidence = run(ALL, whole::way, whole.ledger(Ledger.NONE), new StopRequest());
    assertThat(evidence.verdict()).as("%s", evidence.reasons()).isNotEqualTo(Verdict.UNSAFE);
    nothingIsLeft("it came to its end");
    List<String> moments = new ArrayList<>(whole.moments());

    for (int moment : chosen(moments)) {
      String when = "killed at " + moment + " of " + moments.size() + ", " + moments.get(moment);
      Mortal process = Mortal.killedAt(moment);
      try {
        run(ALL, process::way, process.ledger(Ledger.NONE), new StopRequest());
      } catch (Mortal.Killed | RuntimeException dead) {
        // A process that is dead may end in any way.
      }
      process.bury();
      assertThat(process.isDead()).as(when).isTrue();
      restored(when);
      nothingIsLeft(when);
    }
  }

  /** Does something before the first call of this name. */
  private static UnaryOperator<SdkHttpClient> before(String action, Runnable deed) {
    AtomicBoolean isDone = new AtomicBoolean();
    return real ->
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            if (Mortal.action(request).equals(action) && isDone.compareAndSet(false, true)) {
              deed.run();
            }
            return real.prepareRequest(request);
          }

          @Override
          public void close() {
            real.close();
          }
        };
  }

  private RunEvidence disturbed(String action, Runnable deed, StopRequest stop) {
    return run(SOUND, before(action, deed), Ledger.NONE, stop);
  }

  @Test
  void a_way_on_which_answers_are_lost_and_fail_changes_nothing_of_it() {
    Weather weather =
        new Weather(7, Map.of(Weather.Kind.REPLY_LOST, 3, Weather.Kind.FAILED_AFTER, 3));

    RunEvidence evidence = run(SOUND, weather::way, Ledger.NONE, new StopRequest());

    assertThat(evidence.verdict()).as("%s", evidence.reasons()).isEqualTo(Verdict.PASSED);
    assertThat(weather.seen().get(Weather.Kind.REPLY_LOST)).isGreaterThan(20);
    nothingIsLeft("bad weather");
    assertThat(region.control("GET", "traffic", "")).isEqualTo("{\"traffic\":[]}");
  }

  @Test
  void a_signal_ends_it_and_undoes_all() {
    StopRequest stop = new StopRequest();

    RunEvidence evidence = disturbed("CreateNetworkAcl", () -> stop.request("SIGTERM"), stop);

    assertThat(evidence.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(evidence.reasons()).anyMatch(each -> each.contains("SIGTERM"));
    assertThat(evidence.drills()).hasSize(2);
    nothingIsLeft("a signal");
  }

  @Test
  void who_loses_the_stack_to_another_run_breaks_nothing_more_and_undoes_what_it_broke() {
    processes.add(2L);
    try (ServedRegionPlatform other = region.platform();
        StackLocks theirs = new StackLocks(other.session(), owner("other", 2))) {
      RunEvidence evidence =
          disturbed("CreateNetworkAcl", () -> theirs.takeOver("shop"), new StopRequest());

      assertThat(evidence.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(evidence.reasons()).anyMatch(each -> each.contains("has taken it over"));
      assertThat(evidence.drills()).hasSize(2);
    }
    nothingIsLeft("a lock that was taken over");
  }

  @Test
  void an_owner_who_changes_their_mind_is_heeded_before_the_next_drill() {
    Tag optIn = Tag.builder().key("azdrill:drilled").build();
    try (Platform owner = region.platform()) {
      Ec2Client ec2 = Somebody.beside(owner.session()).ec2();
      RunEvidence evidence =
          disturbed(
              "CreateNetworkAcl",
              () -> ec2.deleteTags(r -> r.resources(vpcId).tags(optIn)),
              new StopRequest());

      assertThat(evidence.verdict()).as("%s", evidence.reasons()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(evidence.reasons()).anyMatch(each -> each.contains("does not bear the tag"));
      assertThat(evidence.drills()).hasSize(2);
      ForeignStack.optIn(owner.session(), vpcId, "shop");
    }
    nothingIsLeft("an owner who changed their mind");
  }

  @Test
  void an_undo_that_still_waits_in_the_end_is_unsafe() {
    Tag undo = Tag.builder().key("azdrill:undo:0123456789ab:100").value("{}").build();
    try (Platform somebody = region.platform()) {
      Ec2Client ec2 = Somebody.beside(somebody.session()).ec2();
      RunEvidence evidence =
          disturbed(
              "CreateNetworkAcl",
              () -> ec2.createTags(r -> r.resources(vpcId).tags(undo)),
              new StopRequest());

      assertThat(evidence.verdict()).isEqualTo(Verdict.UNSAFE);
      assertThat(evidence.reasons())
          .anyMatch(each -> each.contains("an undo in stack shop was left behind"));
      ec2.deleteTags(r -> r.resources(vpcId).tags(undo));
    }
  }

  @Test
  void a_run_of_it_may_create_and_remove_nothing_but_what_its_faults_declare() {
    try (Platform looking = region.platform()) {
      Set<String> calls = new HashSet<>();
      order(new Discovery(looking.session()).byVpc(vpcId), SOUND)
          .calls()
          .actions()
          .forEach(each -> calls.add(each.toString()));

      assertThat(calls)
          .contains("ec2:CreateTags", "ec2:DeleteTags", "ec2:StopInstances", "ec2:StartInstances")
          .contains("ec2:CreateNetworkAcl", "ec2:DeleteNetworkAcl")
          .doesNotContain("ec2:CreateVpc", "ec2:DeleteVpc", "ec2:RunInstances")
          .noneMatch(each -> each.matches("(rds|elasticloadbalancing|wafv2|acm):(Create|Delete).*"))
          .noneMatch(each -> each.matches("autoscaling:(Create|Delete).*"));
    }
  }
}
