package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.topology.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.rds.model.DBInstance;

class ProvisionerTest {
  private static final Blueprint PRODUCTION = Blueprints.shipped("production");
  private static final Blueprint DEMO = Blueprints.shipped("demo");

  private final Landscape landscape = new Landscape("provisioner");

  private static Stack provision(AwsSession aws, Blueprint blueprint) {
    return new Provisioner(aws, StepListener.SILENT).provision(blueprint, "shop", "run-1");
  }

  private static void tearDown(AwsSession aws) {
    new Provisioner(aws, StepListener.SILENT).tearDown("shop");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void production_stands_over_its_zones(int zones) {
    AwsSession aws = landscape.session();

    Stack stack = provision(aws, PRODUCTION.withZones(zones));

    assertThat(stack.zones()).hasSize(zones);
    assertThat(stack.subnetIds()).containsOnlyKeys(Tier.values());
    assertThat(stack.tls()).isTrue();
    assertThat(stack.databaseIdentifier()).contains("shop-database");
    List<String> things = Footprint.of(aws).things();
    assertThat(things)
        .contains(
            "vpc shop-vpc 10.0.0.0/16",
            "admits shop-load-balancer-security-group 443 0.0.0.0/0",
            "admits shop-application-security-group 8080 shop-load-balancer-security-group",
            "admits shop-database-security-group 5432 shop-application-security-group",
            "group default 0",
            "asg shop-group " + zones + " " + zones + " 6 ELB 60 " + zones + " 1",
            "policy cpu-target 2",
            "acl shop-web-acl 1",
            "balancer shop-load-balancer active " + zones,
            "listener 443 HTTPS 1 forward",
            "listener 80 HTTP 0 redirect",
            "database shop-database available true true false true");
    for (String letter : List.of("a", "b", "c").subList(0, zones)) {
      assertThat(things)
          .contains(
              "nat shop-nat-gateway-" + letter + " available shop-public-subnet-" + letter,
              "route shop-private-routes-"
                  + letter
                  + " 0.0.0.0/0 active shop-nat-gateway-"
                  + letter
                  + " -",
              "instance shop-private-subnet-" + letter + " running false required shop");
    }
    assertThat(things).filteredOn(t -> t.startsWith("route shop-database-routes")).hasSize(1);
    assertThat(things).filteredOn(t -> t.equals("target healthy 8080")).hasSize(zones);
  }

  @Test
  void the_demo_stands_with_its_faults() {
    AwsSession aws = landscape.session();

    Stack stack = provision(aws, DEMO);

    assertThat(stack.tls()).isFalse();
    assertThat(stack.databaseIdentifier()).isEmpty();
    assertThat(Footprint.of(aws).things())
        .contains(
            "instance shop-public-subnet-a running true optional shop",
            "admits shop-application-security-group 22 0.0.0.0/0",
            "listener 80 HTTP 0 forward",
            "group default 1")
        .noneMatch(thing -> thing.startsWith("nat ") || thing.startsWith("database "));
  }

  @Test
  void demo_and_production_stand_side_by_side_and_go_one_by_one() {
    AwsSession aws = landscape.session();
    Provisioner provisioner = new Provisioner(aws, StepListener.SILENT);
    provisioner.provision(DEMO, "demo", "run-1");
    Footprint demo = Footprint.of(aws);

    provisioner.provision(PRODUCTION, "production", "run-1");
    provisioner.tearDown("production");

    assertThat(Footprint.of(aws)).isEqualTo(demo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void a_second_run_changes_nothing_and_finds_the_same(String name) {
    Blueprint blueprint = Blueprints.shipped(name);
    Stack first = provision(landscape.session(), blueprint);
    Calls calls = Calls.counted();

    Stack second = provision(landscape.session(calls), blueprint);

    assertThat(calls.mutating()).isEmpty();
    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void tearing_down_leaves_nothing(String name) {
    AwsSession aws = landscape.session();
    Footprint before = Footprint.of(aws);
    provision(aws, Blueprints.shipped(name));

    tearDown(aws);

    assertThat(Footprint.of(aws)).isEqualTo(before);
  }

  @Test
  void tearing_down_twice_changes_nothing_the_second_time() {
    AwsSession aws = landscape.session();
    provision(aws, PRODUCTION);
    tearDown(aws);
    Calls calls = Calls.counted();

    tearDown(landscape.session(calls));

    assertThat(calls.mutating()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void a_program_that_dies_after_every_change_completes_the_stack_all_the_same(String name) {
    Blueprint blueprint = Blueprints.shipped(name);
    Calls all = Calls.counted();
    provision(landscape.session(all), blueprint);
    Landscape deadly = new Landscape("deadly");

    int deaths = deathsUntil(deadly, aws -> provision(aws, blueprint));

    assertThat(deaths).isEqualTo(all.mutating().size());
    assertThat(Footprint.of(deadly.session())).isEqualTo(Footprint.of(landscape.session()));
  }

  @Test
  void a_half_finished_stack_is_torn_down_to_nothing_wherever_it_was_interrupted() {
    Footprint nothing = Footprint.of(landscape.session());
    Calls all = Calls.counted();
    provision(landscape.session(all), PRODUCTION);
    for (int n = 1; n <= all.mutating().size(); n += Matrix.every(5)) {
      Landscape half = new Landscape("half finished at " + n);
      Calls calls = Calls.dyingAfter(n);
      assertThatThrownBy(() -> provision(half.session(calls), PRODUCTION))
          .isInstanceOf(Calls.Death.class);

      tearDown(half.session());

      assertThat(Footprint.of(half.session()))
          .as("what is left when provisioning dies " + calls.mutating().get(n - 1))
          .isEqualTo(nothing);
    }
  }

  @Test
  void a_program_that_dies_after_every_removal_leaves_nothing_all_the_same() {
    Footprint nothing = Footprint.of(landscape.session());
    provision(landscape.session(), PRODUCTION);
    Calls all = Calls.counted();
    tearDown(landscape.session(all));
    Landscape deadly = new Landscape("deadly");
    provision(deadly.session(), PRODUCTION);

    int deaths = deathsUntil(deadly, ProvisionerTest::tearDown);

    assertThat(deaths).isEqualTo(all.mutating().size());
    assertThat(Footprint.of(deadly.session())).isEqualTo(nothing);
  }

  /**
   * Starts programs that die after AWS has done their first change and before they learn of it,
   * until one has nothing left to change. Each begins where the one before left off, so that every
   * place between two changes is met once.
   */
  private static int deathsUntil(Landscape landscape, Consumer<AwsSession> program) {
    for (int deaths = 0; deaths < 200; deaths++) {
      try (AwsSession aws = landscape.session(Calls.dyingAfter(1))) {
        program.accept(aws);
        return deaths;
      } catch (Calls.Death expected) {
        // the next one goes on
      }
    }
    throw new AssertionError("200 programs in a row found something to change");
  }

  @Test
  void a_stack_that_was_only_attached_to_is_not_torn_down() {
    AwsSession aws = landscape.session();
    Stack stack = provision(aws, DEMO);
    Somebody.beside(aws)
        .ec2()
        .deleteTags(r -> r.resources(stack.vpcId()).tags(Ec2Labels.tag(Labels.STACK, "shop")));
    Footprint before = Footprint.of(aws);

    assertThatThrownBy(() -> new Provisioner(aws, StepListener.SILENT).tearDown(stack))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("does not bear the tag azdrill:stack=shop");
    assertThat(Footprint.of(aws)).isEqualTo(before);
  }

  @Test
  void things_of_others_with_the_stacks_names_are_neither_used_nor_removed() {
    AwsSession aws = landscape.session();
    Somebody.beside(aws)
        .elasticLoadBalancing()
        .createTargetGroup(
            r ->
                r.name("shop-target-group")
                    .protocol("HTTP")
                    .port(80)
                    .vpcId(
                        Somebody.beside(aws)
                            .ec2()
                            .createVpc(v -> v.cidrBlock("10.9.0.0/16"))
                            .vpc()
                            .vpcId()));

    assertThatThrownBy(() -> provision(aws, DEMO))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("target group shop-target-group exists already");
    tearDown(aws);
    assertThat(Footprint.of(aws).things()).contains("targets shop-target-group 80 /");
  }

  @Test
  void a_stack_of_another_blueprint_is_not_changed_into_this_one() {
    AwsSession aws = landscape.session();
    provision(aws, DEMO);

    assertThatThrownBy(() -> provision(aws, PRODUCTION))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("was provisioned from another blueprint (demo@");
  }

  @Test
  void a_name_that_aws_would_refuse_is_refused_before_anything_is_made() {
    Calls calls = Calls.counted();
    Provisioner provisioner = new Provisioner(landscape.session(calls), StepListener.SILENT);

    for (String name :
        List.of(
            "", "Shop", "shop--1", "1shop", "shop-", "internal-shop", "a-name-that-is-too-long")) {
      assertThatThrownBy(() -> provisioner.provision(DEMO, name, "run-1"))
          .isInstanceOf(ProvisioningException.class)
          .hasMessageContaining("expected a stack name");
    }
    assertThat(calls.mutating()).isEmpty();
  }

  @Test
  void steps_are_reported_as_they_go() {
    List<String> told = new ArrayList<>();
    StepListener listener =
        new StepListener() {
          @Override
          public void began(String step) {
            told.add("began " + step);
          }

          @Override
          public void waiting(String step, String what) {
            if (!told.contains("waiting for " + what)) {
              told.add("waiting for " + what);
            }
          }

          @Override
          public void done(String step, Duration took) {
            told.add("done " + step);
          }
        };

    new Provisioner(landscape.session(), listener).provision(PRODUCTION, "shop", "run-1");

    assertThat(told)
        .containsSubsequence(
            "began the VPC",
            "done the VPC",
            "began the routes",
            "waiting for the NAT gateways to be available",
            "done the routes",
            "waiting for the database to be available",
            "done the steady state");
  }

  @Test
  void a_group_that_does_not_go_is_told_of_in_one_sentence() {
    AwsSession aws = landscape.session();
    provision(aws, DEMO);
    AutoScalingGroup group =
        aws.autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
    String zone = group.instances().get(0).availabilityZone();
    String stuck =
        group.instances().stream()
            .filter(each -> zone.equals(each.availabilityZone()))
            .map(each -> each.instanceId() + " Terminating (Healthy)")
            .collect(Collectors.joining(", "));
    landscape.cutPower(zone);

    assertThatThrownBy(() -> tearDown(aws))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("expected the Auto Scaling group to be gone within 1800 s from ")
        .hasMessageEndingWith(", last saw shop-group (Delete in progress) with " + stuck);
  }

  @Test
  void a_group_is_described_in_a_few_words() {
    AutoScalingGroup empty = AutoScalingGroup.builder().autoScalingGroupName("shop-group").build();
    Instance member =
        Instance.builder()
            .instanceId("i-1")
            .lifecycleState(LifecycleState.IN_SERVICE)
            .healthStatus("Healthy")
            .build();
    AutoScalingGroup one = empty.toBuilder().instances(member).build();

    assertThat(GroupStep.words(empty)).isEqualTo("shop-group without instances");
    assertThat(GroupStep.words(one)).isEqualTo("shop-group with i-1 InService (Healthy)");
    assertThat(DatabaseStep.words(Optional.empty())).isEqualTo("none");
    assertThat(
            DatabaseStep.words(
                Optional.of(
                    DBInstance.builder()
                        .dbInstanceIdentifier("shop-database")
                        .dbInstanceStatus("deleting")
                        .build())))
        .isEqualTo("shop-database (deleting)");
  }
}
