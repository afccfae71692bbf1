package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Replies that are kept are those that would be made anew: the same history in two regions of one
 * seed, one of which keeps none, has the same replies to the byte.
 */
class KeptRepliesTest {
  private static final int STEPS = 120;
  private static final Fact ZONE_DOWN = new Fact.ZoneWithoutPower("eu-west-2a");
  private static final Pattern INSTANCE = Pattern.compile("<instanceId>(i-[0-9a-f]+)<");
  private static final Pattern IMAGE = Pattern.compile("<imageId>(ami-[0-9a-f]+)<");

  private static final List<RawRequest> READS =
      List.of(
          RawRequest.of(Service.EC2, "DescribeInstances", ""),
          RawRequest.of(Service.EC2, "DescribeInstanceStatus", "&IncludeAllInstances=true"),
          RawRequest.of(Service.EC2, "DescribeVpcs", ""),
          RawRequest.of(Service.EC2, "DescribeSubnets", ""),
          RawRequest.of(Service.EC2, "DescribeTags", ""),
          RawRequest.of(Service.EC2, "DescribeVolumes", ""),
          RawRequest.of(Service.EC2, "DescribeSecurityGroups", ""),
          RawRequest.of(Service.EC2, "DescribeNetworkInterfaces", ""),
          RawRequest.of(Service.EC2, "DescribeInstances", "&InstanceId.1=i-0123456789abcdef0"),
          RawRequest.of(Service.AUTO_SCALING, "DescribeAutoScalingGroups", ""),
          RawRequest.of(Service.AUTO_SCALING, "DescribeScalingActivities", ""),
          RawRequest.of(Service.ELASTIC_LOAD_BALANCING, "DescribeTargetGroups", ""),
          RawRequest.of(Service.RDS, "DescribeDBInstances", ""),
          RawRequest.of(Service.RDS, "DescribeEvents", "&Duration=20"),
          RawRequest.of(Service.CLOUDWATCH, "ListMetrics", ""),
          RawRequest.of(Service.CLOUDWATCH, "DescribeAlarms", ""),
          RawRequest.of(Service.STS, "GetCallerIdentity", ""));

  private static final class Pair implements AutoCloseable {
    private final SimulatorPlatform plain = region();
    private final SimulatorPlatform keeping = region();
    private final Region.Listening served;
    private final List<String> instances = new ArrayList<>();
    private final String image;

    Pair() throws IOException {
      served = keeping.region().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      RawRequest images =
          RawRequest.of(Service.EC2, "DescribeImages", "&Owner.1=amazon&MaxResults=5");
      Matcher first = IMAGE.matcher(send(images).body());
      assertThat(first.find()).isTrue();
      image = first.group(1);
    }

    private static SimulatorPlatform region() {
      SimulatorPlatform platform = SimulatorPlatform.create("kept replies");
      platform.region().createDefaultVpc();
      return platform;
    }

    RawRequest.Answer send(RawRequest request) throws IOException {
      RawRequest.Answer expected = request.to(plain);
      assertThat(overHttp(request)).as(request.toString()).isEqualTo(expected);
      return expected;
    }

    private RawRequest.Answer overHttp(RawRequest request) throws IOException {
      HttpURLConnection connection =
          (HttpURLConnection)
              new URL("http://127.0.0.1:" + served.address().getPort() + "/").openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      connection.setRequestProperty(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential=a/20260105/eu-west-2/"
              + request.service().signingName()
              + "/aws4_request, SignedHeaders=host, Signature="
              + System.identityHashCode(connection));
      connection
          .getOutputStream()
          .write(("Action=" + request.action() + request.form()).getBytes(StandardCharsets.UTF_8));
      int status = connection.getResponseCode();
      try (InputStream in =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new RawRequest.Answer(status, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    void pass(Duration time) {
      plain.session().clock().pass(time);
      keeping.session().clock().pass(time);
    }

    void turn(Fact fact) {
      for (SimulatorPlatform each : List.of(plain, keeping)) {
        each.region()
            .kernel()
            .write(
                () -> {
                  if (each.region().facts().holds(fact)) {
                    each.region().facts().clear(fact);
                  } else {
                    each.region().facts().establish(fact);
                  }
                  return fact;
                });
      }
    }

    /** How many resources fewer were looked at where replies are kept. */
    long saved() {
      return plain.region().kernel().looks() - keeping.region().kernel().looks();
    }

    @Override
    public void close() {
      served.close();
      plain.close();
      keeping.close();
    }
  }

  @Property(tries = 6)
  void a_kept_reply_is_the_one_that_would_be_made_anew(@ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Pair pair = new Pair()) {
      change(pair, random, 1);
      for (int step = 0; step < STEPS; step++) {
        int kind = random.nextInt(10);
        if (kind < 7) {
          RawRequest read = READS.get(random.nextInt(READS.size()));
          for (int times = 1 + random.nextInt(3); times > 0; times--) {
            pair.send(read);
          }
        } else if (kind < 9) {
          change(pair, random, random.nextInt(9));
        } else {
          pair.pass(Duration.ofMillis(random.nextLong(1, 200_000)));
        }
      }
      assertThat(pair.saved()).isPositive();
    }
  }

  private static void change(Pair pair, SplittableRandom random, int which) throws IOException {
    String name = "n" + random.nextInt(5);
    switch (which) {
      case 0 -> pair.send(RawRequest.of(Service.EC2, "CreateVpc", "&CidrBlock=10.1.0.0/16"));
      case 1 -> {
        String form = "&MinCount=2&MaxCount=2&InstanceType=t3.micro&ImageId=" + pair.image;
        Matcher made =
            INSTANCE.matcher(pair.send(RawRequest.of(Service.EC2, "RunInstances", form)).body());
        while (made.find()) {
          pair.instances.add(made.group(1));
        }
      }
      case 2 -> {
        String id = pair.instances.get(random.nextInt(pair.instances.size()));
        pair.send(RawRequest.of(Service.EC2, "TerminateInstances", "&InstanceId.1=" + id));
      }
      case 3 -> {
        String id = pair.instances.get(random.nextInt(pair.instances.size()));
        pair.send(
            RawRequest.of(
                Service.EC2,
                "CreateTags",
                "&ResourceId.1=" + id + "&Tag.1.Key=" + name + "&Tag.1.Value=%3CrequestId%3E"));
      }
      case 4 ->
          pair.send(
              RawRequest.of(
                  Service.EC2,
                  "CreateSecurityGroup",
                  "&GroupName=" + name + "&GroupDescription=d"));
      case 5 ->
          pair.send(
              RawRequest.of(
                  Service.CLOUDWATCH,
                  "PutMetricData",
                  "&Namespace=mine&MetricData.member.1.MetricName="
                      + name
                      + "&MetricData.member.1.Value=1"));
      case 6 ->
          pair.send(
              RawRequest.of(
                  Service.RDS,
                  "CreateDBInstance",
                  "&DBInstanceIdentifier="
                      + name
                      + "&Engine=postgres&DBInstanceClass=db.t3.micro&AllocatedStorage=20"
                      + "&MasterUsername=owner&MasterUserPassword=secret-enough"));
      case 7 ->
          pair.send(
              RawRequest.of(
                  Service.AUTO_SCALING,
                  "CreateAutoScalingGroup",
                  "&AutoScalingGroupName="
                      + name
                      + "&MinSize=1&MaxSize=2&InstanceId="
                      + pair.instances.get(0)));
      default -> pair.turn(ZONE_DOWN);
    }
  }
}
