package dev.azdrill.contract;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Eventually;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** What one sentence works with. Whatever it makes through this is taken away after it. */
final class Subject {
  /** A database takes a quarter of an hour, and another one to be gone. */
  private static final Duration WAIT = Duration.ofMinutes(40);

  private static final Duration CLEANUP = Duration.ofMinutes(90);
  private static final Duration BUSY = Duration.ofMinutes(1);

  private final Stage stage;
  private final boolean isDynamic;
  private final boolean isToHold;
  private final Cleanup cleanup = new Cleanup();

  Subject(Stage stage, Sentence sentence) {
    this.stage = stage;
    this.isDynamic =
        sentence.services().stream()
            .map(stage.platform().capabilities()::service)
            .anyMatch(Provider.Completed.class::isInstance);
    this.isToHold = stage.expected().deviation(sentence).isEmpty();
  }

  Platform platform() {
    return stage.platform();
  }

  Expected expected() {
    return stage.expected();
  }

  Capabilities capabilities() {
    return platform().capabilities();
  }

  AwsSession aws() {
    return Somebody.beside(platform().session());
  }

  Ec2Client ec2() {
    return aws().ec2();
  }

  AutoScalingClient autoScaling() {
    return aws().autoScaling();
  }

  ElasticLoadBalancingV2Client elb() {
    return aws().elasticLoadBalancing();
  }

  RdsClient rds() {
    return aws().rds();
  }

  CloudWatchClient cloudWatch() {
    return aws().cloudWatch();
  }

  AcmClient acm() {
    return aws().acm();
  }

  Wafv2Client wafv2() {
    return aws().wafv2();
  }

  /** A name that nothing else has, here or in another run; short enough for a load balancer. */
  String name(String noun) {
    return stage.name(noun);
  }

  /** A small network of this sentence's own. */
  NetworkFixture ground() {
    return new NetworkFixture(this);
  }

  /** The name of the first, second or third zone. */
  String zone(int index) {
    return ec2().describeAvailabilityZones().availabilityZones().get(index).zoneName();
  }

  /** An image that instances can be launched from. */
  String image() {
    return aws()
        .ssm()
        .getParameter(
            r -> r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
        .parameter()
        .value();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static Filter by(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  /**
   * Whether time passes by itself between an act and a look at what came of it: where others than
   * azdrill answer. azdrill's own controllers live in a time that passes while somebody waits, and
   * what is seen is what was done.
   */
  boolean timePasses() {
    return !platform().isVirtualTime() && !isDynamic;
  }

  /** Waits as long as anything of AWS's may take, in the subject's time. */
  Eventually eventually(String expectation) {
    return aws().eventually().expecting(expectation).within(patience(WAIT, Duration.ofSeconds(5)));
  }

  /**
   * Where nothing happens later and a sentence is known not to hold, nobody need wait long. All
   * others are given the time that an answer takes on a machine that has much else to do.
   */
  private Duration patience(Duration dynamic, Duration wall) {
    if (platform().isVirtualTime()) {
      return dynamic;
    }
    Duration scaled = scaled(isDynamic || isToHold ? BUSY : wall);
    return isDynamic && scaled.compareTo(dynamic) < 0 ? dynamic : scaled;
  }

  private Duration scaled(Duration wall) {
    return Duration.ofMillis(Math.round(wall.toMillis() * stage.candidate().speed()));
  }

  /** Remembers how something is taken away. */
  void later(String what, Runnable act) {
    cleanup.later(what, act);
  }

  /** Takes everything away; returns what is left and why. */
  List<String> clean() {
    return cleanup.run(aws().eventually(), patience(CLEANUP, Duration.ofSeconds(1)));
  }
}
