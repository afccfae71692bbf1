package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;

/** A foreign EC2 that takes a call and does not answer it keeps only those who wait for it. */
class HangingEc2Test {
  /** Far longer than anything here takes: what is frozen fails, and does not hang the build. */
  private static final long FROZEN_SECONDS = 60;

  private final QueuedActs acts = new QueuedActs();
  private final CompletedRegion completed = new CompletedRegion(acts);
  private final Ground ground = new Ground(completed);
  private final ExecutorService others = Executors.newCachedThreadPool();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    others.shutdownNow();
    completed.close();
  }

  private static <T> T soon(Future<T> result)
      throws InterruptedException, ExecutionException, TimeoutException {
    return result.get(FROZEN_SECONDS, TimeUnit.SECONDS);
  }

  private void hang(String action) {
    completed.line().hang(action, hangs, released);
  }

  private void assertNobodyElseWaits() throws Exception {
    Instant before = soon(others.submit(() -> completed.region().kernel().now()));
    soon(others.submit(() -> completed.passHere(Duration.ofMinutes(1))));
    assertThat(soon(others.submit(() -> completed.region().kernel().now())))
        .isEqualTo(before.plus(Duration.ofMinutes(1)));
    soon(others.submit(() -> completed.aws().elasticLoadBalancing().describeLoadBalancers()));
    soon(others.submit(() -> completed.aws().rds().describeDBInstances()));
    soon(
        others.submit(
            () ->
                completed
                    .aws()
                    .rds()
                    .createDBSubnetGroup(
                        r ->
                            r.dbSubnetGroupName("meanwhile")
                                .dbSubnetGroupDescription("meanwhile")
                                .subnetIds(ground.subnets()))));
  }

  @Test
  void time_and_other_requests_go_on_while_a_request_waits_for_it() throws Exception {
    hang("CreateNetworkInterface");
    Future<String> made =
        others.submit(
            () ->
                completed
                    .aws()
                    .elasticLoadBalancing()
                    .createLoadBalancer(
                        r ->
                            r.name("slow")
                                .scheme(LoadBalancerSchemeEnum.INTERNAL)
                                .subnets(ground.subnets()))
                    .loadBalancers()
                    .get(0)
                    .loadBalancerArn());
    assertThat(hangs.await(FROZEN_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertNobodyElseWaits();
    assertThat(made.isDone()).isFalse();

    released.countDown();
    String arn = soon(made);
    assertThat(
            completed
                .aws()
                .elasticLoadBalancing()
                .describeLoadBalancers(r -> r.loadBalancerArns(arn))
                .loadBalancers())
        .hasSize(1);
  }

  @Test
  void time_and_other_requests_go_on_while_a_group_waits_for_it() throws Exception {
    hang("RunInstances");
    ground.makeGroup(1);
    completed.passHere(Duration.ofSeconds(30));
    Future<?> launch = others.submit(acts::close);
    assertThat(hangs.await(FROZEN_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertNobodyElseWaits();
    assertThat(ground.members()).isEmpty();

    released.countDown();
    soon(launch);
    assertThat(ground.members()).hasSize(1);
  }

  @Test
  void a_launch_that_was_decided_and_not_begun_is_none_when_its_group_is_deleted() {
    ground.makeGroup(1);
    completed.passHere(Duration.ofSeconds(30));
    completed
        .aws()
        .autoScaling()
        .deleteAutoScalingGroup(r -> r.autoScalingGroupName(Ground.GROUP).forceDelete(true));

    acts.close();

    assertThat(completed.line().count("RunInstances")).isZero();
  }
}
