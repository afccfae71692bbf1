package dev.azdrill.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.topology.Blueprints;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.IPSetSummary;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WebACL;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

class DiscoveryTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private Discovery discovery() {
    return new Discovery(region.aws());
  }

  private void provision(String blueprint) {
    new Provisioner(region.aws(), StepListener.SILENT)
        .provision(Blueprints.shipped(blueprint), blueprint, "test");
  }

  @Test
  void a_stack_that_is_not_there_is_one_clear_sentence() {
    assertThatThrownBy(() -> discovery().byStack("nowhere"))
        .isInstanceOf(StackNotFound.class)
        .hasMessage(
            "expected one VPC with the tag azdrill:stack=nowhere in eu-west-2, saw none: is the"
                + " stack provisioned, and in this region?");
    assertThatThrownBy(() -> discovery().byVpc("vpc-0123456789abcdef0"))
        .isInstanceOf(StackNotFound.class)
        .hasMessageContaining("expected the VPC vpc-0123456789abcdef0 in eu-west-2, saw none");
  }

  @Test
  void a_stack_is_read_whole_and_without_its_neighbour() {
    provision("production");
    provision("demo");

    Inventory production = discovery().byStack("production");

    assertThat(Kind.all()).allSatisfy(kind -> assertThat(production.knows(kind)).isTrue());
    assertThat(production.all(Kind.VPC)).extracting(Vpc::cidrBlock).containsExactly("10.0.0.0/16");
    assertThat(production.all(Kind.SUBNET)).hasSize(6);
    assertThat(production.all(Kind.NAT_GATEWAY)).hasSize(2);
    assertThat(production.all(Kind.ADDRESS)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(production.all(Kind.INSTANCE)).hasSize(2);
    assertThat(production.all(Kind.INSTANCE_STATUS)).hasSize(2);
    assertThat(production.all(Kind.AUTO_SCALING_GROUP)).hasSize(1);
    assertThat(production.all(Kind.LAUNCH_TEMPLATE_VERSION)).hasSize(1);
    assertThat(production.all(Kind.SCALING_POLICY)).hasSize(1);
    assertThat(production.all(Kind.LISTENER)).hasSize(2);
    assertThat(production.all(Kind.TARGET_HEALTH)).hasSize(2);
    assertThat(production.all(Kind.DB_INSTANCE)).hasSize(1);
    assertThat(production.all(Kind.DB_SUBNET_GROUP)).hasSize(1);
    String loadBalancer = production.all(Kind.LOAD_BALANCER).get(0).loadBalancerArn();
    assertThat(production.of(Kind.WEB_ACL, loadBalancer)).hasSize(1);
    assertThat(production.of(Kind.LOAD_BALANCER_ATTRIBUTE, loadBalancer)).isNotEmpty();
    assertThat(InventoryFile.read(InventoryFile.write(production), "test")).isEqualTo(production);
  }

  @Test
  void a_stack_is_found_by_any_tag_of_its_vpc_or_else_of_its_subnets() {
    provision("demo");
    Inventory demo = discovery().byStack("demo");
    String vpc = demo.all(Kind.VPC).get(0).vpcId();
    String subnet = demo.all(Kind.SUBNET).get(0).subnetId();
    Tag team = Tag.builder().key("team").value("shop").build();
    Tag tier = Tag.builder().key("tier").value("web").build();
    region.aws().ec2().createTags(r -> r.resources(vpc).tags(team));
    region.aws().ec2().createTags(r -> r.resources(subnet).tags(tier));

    assertThat(discovery().byTag("team", "shop")).isEqualTo(discovery().byVpc(vpc));
    assertThat(discovery().byTag("tier", "web")).isEqualTo(discovery().byVpc(vpc));
    assertThatThrownBy(() -> discovery().byTag("tier", "none"))
        .isInstanceOf(StackNotFound.class)
        .hasMessageContaining("expected one VPC with the tag tier=none in eu-west-2, saw none");
    String other = region.aws().ec2().createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    region.aws().ec2().createTags(r -> r.resources(other).tags(team));
    assertThatThrownBy(() -> discovery().byTag("team", "shop"))
        .hasMessageContaining(vpc)
        .hasMessageContaining(other)
        .hasMessageContaining("name one of them by its id");
  }

  @Test
  void several_groups_and_load_balancers_are_read_and_what_has_none_is_read_as_none() {
    provision("demo");
    Inventory demo = discovery().byStack("demo");
    List<String> subnets = demo.all(Kind.SUBNET).stream().map(each -> each.subnetId()).toList();
    String template = demo.all(Kind.LAUNCH_TEMPLATE_VERSION).get(0).launchTemplateId();
    for (int i = 0; i < 51; i++) {
      String name = "group-" + i;
      region
          .aws()
          .autoScaling()
          .createAutoScalingGroup(
              r ->
                  r.autoScalingGroupName(name)
                      .minSize(0)
                      .maxSize(1)
                      .launchTemplate(t -> t.launchTemplateId(template))
                      .vpcZoneIdentifier(String.join(",", subnets)));
    }
    for (String name : List.of("another", "third")) {
      region.aws().elasticLoadBalancing().createLoadBalancer(r -> r.name(name).subnets(subnets));
    }

    Inventory all = discovery().byStack("demo");

    assertThat(all.all(Kind.AUTO_SCALING_GROUP)).hasSize(52);
    assertThat(all.all(Kind.LOAD_BALANCER)).hasSize(3);
    assertThat(all.knows(Kind.DB_INSTANCE)).isTrue();
    assertThat(all.all(Kind.DB_INSTANCE)).isEmpty();
  }

  @Test
  void what_may_not_be_read_is_unread_and_the_rest_is_still_read() {
    provision("demo");
    String vpc = discovery().byStack("demo").all(Kind.VPC).get(0).vpcId();
    try (AwsSession aws = without("DescribeVpcs", "DescribeLoadBalancers")) {
      Inventory seen = new Discovery(aws).byVpc(vpc);

      assertThat(seen.unread(Kind.VPC)).contains("AccessDenied: not authorized");
      assertThat(seen.unread(Kind.LOAD_BALANCER)).contains("AccessDenied: not authorized");
      assertThat(seen.knows(Kind.LISTENER)).isFalse();
      assertThat(seen.all(Kind.AUTO_SCALING_GROUP)).hasSize(1);
    }
  }

  @Test
  void lifecycle_hooks_are_those_of_the_groups() {
    provision("demo");
    provision("production");
    String group =
        discovery().byStack("demo").all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    region
        .aws()
        .autoScaling()
        .putLifecycleHook(
            r ->
                r.autoScalingGroupName(group)
                    .lifecycleHookName("warm-up")
                    .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING"));

    assertThat(discovery().byStack("demo").all(Kind.LIFECYCLE_HOOK))
        .extracting(LifecycleHook::lifecycleHookName, LifecycleHook::defaultResult)
        .containsExactly(tuple("warm-up", "ABANDON"));
    assertThat(discovery().byStack("production").knows(Kind.LIFECYCLE_HOOK)).isTrue();
    assertThat(discovery().byStack("production").all(Kind.LIFECYCLE_HOOK)).isEmpty();
  }

  @Test
  void images_key_pairs_and_instance_profiles_are_those_of_the_version_that_the_group_launches() {
    provision("production");
    Inventory before = discovery().byStack("production");
    String template = before.all(Kind.LAUNCH_TEMPLATE_VERSION).get(0).launchTemplateId();
    region.aws().ec2().createKeyPair(r -> r.keyName("ou*s").keyType("ed25519"));
    region.aws().ec2().createKeyPair(r -> r.keyName("others").keyType("ed25519"));

    assertThat(before.all(Kind.IMAGE)).hasSize(1);
    assertThat(before.all(Kind.KEY_PAIR)).isEmpty();

    newVersion(template, d -> d.keyName("ou*s"));
    Inventory named = discovery().byStack("production");
    assertThat(named.all(Kind.IMAGE)).isEqualTo(before.all(Kind.IMAGE));
    assertThat(named.all(Kind.KEY_PAIR)).extracting(KeyPairInfo::keyName).containsExactly("ou*s");

    IamClient iam = region.aws().iam();
    iam.createInstanceProfile(r -> r.instanceProfileName("app"));
    newVersion(template, d -> d.iamInstanceProfile(p -> p.name("app")));
    assertThat(discovery().byStack("production").all(Kind.INSTANCE_PROFILE))
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("app");

    newVersion(
        template,
        d ->
            d.imageId("ami-00000000000000000")
                .keyName("gone")
                .iamInstanceProfile(p -> p.name("gone")));
    Inventory gone = discovery().byStack("production");
    assertThat(gone.knows(Kind.INSTANCE_PROFILE)).isTrue();
    assertThat(gone.all(Kind.INSTANCE_PROFILE)).isEmpty();
    assertThat(gone.knows(Kind.IMAGE)).isTrue();
    assertThat(gone.all(Kind.IMAGE)).isEmpty();
    assertThat(gone.knows(Kind.KEY_PAIR)).isTrue();
    assertThat(gone.all(Kind.KEY_PAIR)).isEmpty();
  }

  private void newVersion(String template, Consumer<RequestLaunchTemplateData.Builder> change) {
    region
        .aws()
        .ec2()
        .createLaunchTemplateVersion(
            r -> r.launchTemplateId(template).sourceVersion("$Latest").launchTemplateData(change));
  }

  @Test
  void images_and_key_pairs_that_may_not_be_read_are_unread() {
    provision("demo");
    Inventory demo = discovery().byStack("demo");
    newVersion(
        demo.all(Kind.LAUNCH_TEMPLATE_VERSION).get(0).launchTemplateId(), d -> d.keyName("ours"));
    try (AwsSession aws = without("DescribeImages", "DescribeKeyPairs")) {
      Inventory seen = new Discovery(aws).byVpc(demo.all(Kind.VPC).get(0).vpcId());

      assertThat(seen.unread(Kind.IMAGE)).contains("AccessDenied: not authorized");
      assertThat(seen.unread(Kind.KEY_PAIR)).contains("AccessDenied: not authorized");
    }
    try (AwsSession aws = without("DescribeLaunchTemplateVersions")) {
      Inventory seen = new Discovery(aws).byVpc(demo.all(Kind.VPC).get(0).vpcId());

      assertThat(seen.unread(Kind.IMAGE).orElseThrow())
          .startsWith("launchTemplateVersions could not be read");
      assertThat(seen.knows(Kind.KEY_PAIR)).isFalse();
    }
  }

  @Test
  void sets_of_addresses_are_those_to_which_the_web_acls_refer() {
    provision("production");
    Wafv2Client waf = region.aws().wafv2();
    String arn = ipSet(waf, "theirs").arn();
    ipSet(waf, "others");

    assertThat(discovery().byStack("production").knows(Kind.IP_SET)).isTrue();
    assertThat(discovery().byStack("production").all(Kind.IP_SET)).isEmpty();

    WebACLSummary acl = waf.listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().get(0);
    WebACL before =
        waf.getWebACL(r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL)).webACL();
    List<Rule> rules = new ArrayList<>(before.rules());
    rules.add(
        Rule.builder()
            .name("theirs")
            .priority(9)
            .action(a -> a.block(b -> {}))
            .statement(
                s ->
                    s.notStatement(
                        n -> n.statement(of -> of.ipSetReferenceStatement(i -> i.arn(arn)))))
            .visibilityConfig(before.visibilityConfig())
            .build());
    waf.updateWebACL(
        r ->
            r.name(acl.name())
                .id(acl.id())
                .scope(Scope.REGIONAL)
                .lockToken(acl.lockToken())
                .defaultAction(before.defaultAction())
                .visibilityConfig(before.visibilityConfig())
                .rules(rules));

    Inventory seen = discovery().byStack("production");
    assertThat(seen.all(Kind.IP_SET)).extracting(IPSet::name).containsExactly("theirs");

    try (AwsSession aws = without("GetIPSet")) {
      Inventory denied = new Discovery(aws).byVpc(seen.all(Kind.VPC).get(0).vpcId());
      assertThat(denied.unread(Kind.IP_SET)).contains("AccessDenied: not authorized");
    }
    try (AwsSession aws = without("GetWebACLForResource")) {
      Inventory denied = new Discovery(aws).byVpc(seen.all(Kind.VPC).get(0).vpcId());
      assertThat(denied.unread(Kind.IP_SET).orElseThrow()).startsWith("webAcls could not be read");
    }
  }

  private static IPSetSummary ipSet(Wafv2Client waf, String name) {
    return waf.createIPSet(
            r ->
                r.name(name)
                    .scope(Scope.REGIONAL)
                    .ipAddressVersion("IPV4")
                    .addresses("203.0.113.0/24"))
        .summary();
  }

  private AwsSession without(String... calls) {
    return AwsSession.builder(
            region.aws().region(), region.platform().httpClient(), region.aws().clock())
        .credentials(AnonymousCredentialsProvider.create())
        .interceptor(new Denied(Set.of(calls)))
        .build();
  }

  /** A policy that denies calls of these names. */
  private record Denied(Set<String> calls) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (calls.contains(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))) {
        throw AwsServiceException.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AccessDenied")
                    .errorMessage("not authorized")
                    .build())
            .build();
      }
    }
  }

  @Test
  void the_same_stack_is_found_by_its_vpc() {
    provision("production");
    Inventory byStack = discovery().byStack("production");

    Inventory byVpc = discovery().byVpc(byStack.all(Kind.VPC).get(0).vpcId());

    assertThat(byVpc).isEqualTo(byStack);
  }

  @Test
  void small_looks_see_what_the_whole_look_sees() {
    provision("production");
    Inventory whole = discovery().byStack("production");
    AutoScalingGroup group = whole.all(Kind.AUTO_SCALING_GROUP).get(0);
    TargetGroup targets = whole.all(Kind.TARGET_GROUP).get(0);
    DBInstance database = whole.all(Kind.DB_INSTANCE).get(0);
    List<String> ids = whole.all(Kind.INSTANCE).stream().map(Instance::instanceId).toList();

    assertThat(discovery().autoScalingGroup(group.autoScalingGroupName())).contains(group);
    assertThat(discovery().targetHealth(targets.targetGroupArn()))
        .isEqualTo(whole.of(Kind.TARGET_HEALTH, targets.targetGroupArn()));
    assertThat(discovery().dbInstance(database.dbInstanceIdentifier())).contains(database);
    assertThat(discovery().instances(ids)).isEqualTo(whole.all(Kind.INSTANCE));
  }

  @Test
  void small_looks_at_what_is_gone_see_nothing() {
    assertThat(discovery().autoScalingGroup("gone")).isEmpty();
    assertThat(discovery().dbInstance("gone")).isEmpty();
    assertThat(discovery().instances(List.of("i-0123456789abcdef0"))).isEmpty();
    assertThat(discovery().instances(List.of())).isEmpty();
  }
}
