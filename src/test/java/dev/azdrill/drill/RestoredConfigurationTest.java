package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.StackConfiguration;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a stack is configured as before a run, its ledger tells who restores it. */
class RestoredConfigurationTest {
  private final DrilledStack stack = new DrilledStack();
  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    stack.close();
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private LedgerFile ledger() {
    return LedgerFile.create(
        file(), "endpoint", Optional.of("http://127.0.0.1:5000"), Optional.of("shop"));
  }

  private Restorer restorer() {
    return new Restorer(stack.simulator, told::add);
  }

  @Test
  void what_is_restored_is_shown_to_be_configured_as_before_the_run() throws Exception {
    LedgerReader broken = cutOff();
    assertThat(restorer().differences(broken))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("the security groups are not as they were"));

    assertThat(restorer().fromLedger(file())).isEmpty();
    assertThat(restorer().differences(broken)).isEmpty();

    assertThat(told.get(told.size() - 1))
        .isEqualTo(
            "VPC "
                + stack.inventory().all(Kind.VPC).get(0).vpcId()
                + " is configured as before the run: no difference in security groups, routes,"
                + " network ACLs, Auto Scaling groups, launch templates, load balancers, listeners,"
                + " target groups, NAT gateways, web ACLs, databases.");
  }

  /** The application is cut off twice: what stood before the first time counts. */
  private LedgerReader cutOff() throws Exception {
    try (LedgerFile ledger = ledger()) {
      FaultContext context = stack.context(ledger);
      Injection.of(new ApplicationCutOff(stack.applicationGroup()), context);
      Injection.of(new ZoneCapacityLoss("eu-west-2a"), stack.context(ledger));
    }
    return LedgerReader.read(file());
  }

  @Test
  void what_somebody_else_changed_meanwhile_is_told_by_name() throws Exception {
    LedgerReader broken = cutOff();
    Somebody.beside(stack.simulator.session())
        .ec2()
        .authorizeSecurityGroupIngress(
            r ->
                r.groupId(stack.applicationGroup())
                    .ipProtocol("tcp")
                    .fromPort(22)
                    .toPort(22)
                    .cidrIp("0.0.0.0/0"));

    assertThat(restorer().fromLedger(file())).isEmpty();

    assertThat(restorer().differences(broken))
        .singleElement()
        .satisfies(
            why ->
                assertThat(why)
                    .contains("the security groups are not as they were: new: ", "FromPort=22")
                    .doesNotContain("gone:", "8080"));
  }

  @Test
  void where_nothing_stands_any_more_there_is_nothing_to_compare() throws Exception {
    LedgerReader broken = cutOff();
    String vpc = stack.inventory().all(Kind.VPC).get(0).vpcId();
    new Provisioner(stack.simulator.session(), StepListener.SILENT).tearDown("drilled");

    assertThat(restorer().differences(broken)).isEmpty();

    assertThat(told).contains("VPC " + vpc + " is gone: there is nothing to compare.");
  }

  @Test
  void what_ended_with_the_process_that_answered_for_it_is_not_compared() throws Exception {
    LedgerReader broken = cutOff();
    assertThat(restorer().fromLedger(file())).isEmpty();

    try (EndpointPlatform completed =
        EndpointPlatform.over(stack.simulator.region(), "restored", Progress.SILENT)) {
      assertThat(new Restorer(completed, told::add).differences(broken)).isEmpty();
    }

    assertThat(told.get(told.size() - 1))
        .contains("no difference in security groups, routes, network ACLs, NAT gateways.")
        .endsWith(
            "Not compared, because azdrill answered for it itself, in a process that has ended: Auto"
                + " Scaling groups, launch templates, load balancers,"
                + " listeners, target groups, web ACLs, databases.");
  }

  @Test
  void what_stood_first_counts_and_without_a_word_of_it_nothing_is_said_to_be_as_it_was()
      throws Exception {
    try (LedgerFile ledger = ledger()) {
      ledger.standing("vpc-1", new StackConfiguration(Map.of()));
      ledger.standing("vpc-1", StackConfiguration.of(stack.inventory()));
    }
    Files.writeString(
        file(),
        Files.readString(file())
            + "{\"entry\":\"standing\",\"vpcId\":\"vpc-1\",\"configuration\":{\"routes\":[\"r\"]}}\n");
    LedgerReader read = LedgerReader.read(file());

    assertThat(read.standing())
        .containsExactly(Map.entry("vpc-1", new StackConfiguration(Map.of())));
    assertThat(restorer().differences(read)).isEmpty();
    assertThat(told)
        .containsExactly("Nothing of VPC vpc-1 can be compared with what stood before the run.");
  }

  @Test
  void a_ledger_that_does_not_say_what_stood_leaves_it_open() throws Exception {
    ledger().close();

    assertThat(restorer().differences(LedgerReader.read(file()))).isEmpty();

    assertThat(told).containsExactly(Restorer.UNCOMPARED);
  }
}
