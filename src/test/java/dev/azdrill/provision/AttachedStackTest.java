package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What somebody else made, and lets be drilled, is locked like a stack and is never one. */
class AttachedStackTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Landscape landscape = new Landscape("attached");
  private final AwsSession aws = landscape.session();

  private static LockOwner owner(String run) {
    return new LockOwner(run, "here", run.length(), () -> NOW, pid -> pid != 4);
  }

  private String vpc(Tag... tags) {
    return Somebody.beside(aws)
        .ec2()
        .createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        TagSpecification.builder().resourceType("vpc").tags(tags).build()))
        .vpc()
        .vpcId();
  }

  private List<Vpc> vpcs() {
    return aws.ec2().describeVpcs().vpcs();
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    vpcs().forEach(each -> each.tags().forEach(tag -> keys.add(tag.key())));
    return keys;
  }

  @Test
  void its_lock_stands_on_its_vpc_and_is_freed_by_whoever_holds_it() {
    vpc(Ec2Labels.tag(Labels.DRILLED, "shop"));
    StackLocks mine = new StackLocks(aws, owner("first"));

    mine.take("shop");
    assertThat(keys()).containsExactlyInAnyOrder(Labels.DRILLED, StackLock.KEY);
    assertThatThrownBy(() -> new StackLocks(aws, owner("second")).take("shop"))
        .isInstanceOf(StackLocked.class)
        .hasMessageEndingWith(
            ": wait until that run has ended, or take the stack from it with 'azdrill restore"
                + " --stack shop --force'");
    mine.close();

    assertThat(keys()).containsExactly(Labels.DRILLED);
  }

  @Test
  void its_lock_is_freed_although_its_owner_took_the_name_away() {
    String vpc = vpc(Ec2Labels.tag(Labels.DRILLED, "shop"));
    StackLocks mine = new StackLocks(aws, owner("first"));
    mine.take("shop");
    Tag name = Tag.builder().key(Labels.DRILLED).build();
    Somebody.beside(aws).ec2().deleteTags(r -> r.resources(vpc).tags(name));

    mine.check("shop");
    mine.close();

    assertThat(keys()).isEmpty();
  }

  @Test
  void a_claim_of_a_dead_run_is_no_reason_to_take_its_vpc_for_an_empty_one() {
    Tag name = Ec2Labels.tag(Labels.DRILLED, "shop");
    vpc(name);
    vpc(name, Ec2Labels.tag(LockTags.claim("dead"), owner("dead").lock().value()));

    new StackLocks(aws, owner("first")).take("shop");

    assertThat(vpcs()).hasSize(2);
    assertThat(keys()).noneMatch(each -> each.startsWith(StackLock.CLAIM));
  }

  @Test
  void nothing_is_made_or_removed_under_its_name() {
    String vpc = vpc(Ec2Labels.tag(Labels.DRILLED, "shop"));
    Calls calls = Calls.counted();
    AwsSession counted = landscape.session(calls);
    Provisioner provisioner =
        new Provisioner(counted, StepListener.SILENT, new StackLocks(counted, owner("first")));

    assertThatThrownBy(() -> provisioner.provision(Blueprints.shipped("demo"), "shop", "run"))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining(vpc + " bears the tag azdrill:drilled=shop: somebody else made it");
    assertThatThrownBy(() -> provisioner.tearDown("shop"))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("azdrill neither makes nor removes anything of it");
    assertThat(calls.mutating()).isEmpty();
  }

  @Test
  void it_is_listed_with_what_holds_and_a_tag_without_a_value_names_none() {
    String vpc = vpc(Ec2Labels.tag(Labels.DRILLED, "shop"));
    vpc(Ec2Labels.tag(Labels.DRILLED, ""));
    String group =
        Somebody.beside(aws)
            .ec2()
            .createSecurityGroup(r -> r.vpcId(vpc).groupName("a-group").description("broken"))
            .groupId();
    Somebody.beside(aws)
        .ec2()
        .createTags(
            r -> r.resources(group).tags(Ec2Labels.tag(Labels.DRILLED + ":0123456789ab", "shop")));

    List<StandingStack> all = Stacks.on(aws, service -> true, owner("first"));

    assertThat(all).hasSize(1);
    assertThat(all.get(0).name()).isEqualTo("shop");
    assertThat(all.get(0).isAttached()).isTrue();
    assertThat(all.get(0).vpcIds()).containsExactly(vpc);
    assertThat(all.get(0).resources()).containsEntry("vpc", 1).containsEntry("security-group", 1);
    assertThat(all.get(0).lock().words()).isEqualTo("free");
  }
}
