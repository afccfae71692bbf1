package dev.azdrill.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers the AWS API, in a process of its own, until it is closed. */
final class Peer implements AutoCloseable {
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Pattern IMAGE = Pattern.compile("<imageId>(ami-[0-9a-f]+)</imageId>");
  private static final String EC2 = "&Version=2016-11-15";

  private final String name;
  private final int port;
  private final Process process;
  private double readyMillis;

  private Peer(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one, and waits until it has answered a first call.
   *
   * @param command {@code PORT} in it stands for the port
   */
  static Peer start(String name, List<String> command, Map<String, String> variables)
      throws IOException {
    int port = freePort();
    List<String> words =
        command.stream().map(word -> word.replace("PORT", String.valueOf(port))).toList();
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(new File("target/bench-" + name.replaceAll("\\W+", "-") + ".log"));
    variables.forEach(
        (key, value) -> builder.environment().put(key, value.replace("PORT", "" + port)));
    long from = System.nanoTime();
    Peer peer = new Peer(name, port, builder.start());
    while (!peer.answers()) {
      if (!peer.process.isAlive() || System.nanoTime() - from > READY_NANOS) {
        peer.close();
        throw new IOException(name + " has not become ready: see target/bench-*.log");
      }
      // Who asks without pause takes a processor from the one that starts.
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
    peer.readyMillis = (System.nanoTime() - from) / 1e6;
    return peer;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private boolean answers() {
    try (RawClient client = new RawClient(port)) {
      return client.send(describe()).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  byte[] describe() {
    return RawClient.query(port, "ec2", "Action=DescribeInstances" + EC2);
  }

  /** Lets it have so many instances. */
  void launch(int count) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Matcher image =
          IMAGE.matcher(
              client
                  .send(
                      RawClient.query(
                          port, "ec2", "Action=DescribeImages" + EC2 + "&Owner.1=amazon"))
                  .text());
      String id = image.find() ? image.group(1) : "ami-12345678";
      RawClient.Reply reply =
          client.send(
              RawClient.query(
                  port,
                  "ec2",
                  "Action=RunInstances"
                      + EC2
                      + "&InstanceType=t3.micro&ImageId="
                      + id
                      + "&MinCount="
                      + count
                      + "&MaxCount="
                      + count));
      if (reply.status() != 200) {
        throw new IOException(name + " has not launched instances: " + reply.text());
      }
    }
  }

  RawClient client() throws IOException {
    return new RawClient(port);
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** From the start of its process to the first answer. */
  double readyMillis() {
    return readyMillis;
  }

  /** The most that it ever had in memory, its children's not counted; Linux alone tells. */
  double peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
