package dev.azdrill.provision;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * A run of a process, in whose name stacks are locked.
 *
 * @param run the id of the run: different from that of any other run
 * @param host the machine, in characters that a tag takes, without a space
 * @param pid the process
 * @param time the wall clock
 * @param isAlive whether a process of this machine runs
 */
public record LockOwner(
    String run, String host, long pid, InstantSource time, LongPredicate isAlive) {
  private static final String ID = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 6;
  private static final int HOST_MAX = 40;

  /** Another id for a run: six of a to z and 0 to 9. */
  public static String drawId(RandomGenerator random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID.charAt(random.nextInt(ID.length())));
    }
    return id.toString();
  }

  /** A run of this process. */
  public static LockOwner ofThisProcess(String run, InstantSource time) {
    return new LockOwner(
        run,
        thisHost(),
        ProcessHandle.current().pid(),
        time,
        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  /** The lock of this run, with a whole lease. */
  StackLock lock() {
    return new StackLock(run, time.instant().plus(StackLock.LEASE), host, pid);
  }

  boolean holds(StackLock lock) {
    return lock.run().equals(run) && lock.host().equals(host) && lock.pid() == pid;
  }

  /** Whether nobody works under this lock any more: its lease is over, or its process is. */
  boolean isVoid(StackLock lock) {
    return !time.instant().isBefore(lock.until())
        || (lock.host().equals(host) && !isAlive.test(lock.pid()));
  }

  /**
   * The name of this machine, and what tells process ids apart that machines and containers of the
   * same name have both: its boot, and its space of process ids, where Linux tells them.
   */
  private static String thisHost() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      name = "localhost";
    }
    String taken = name.replaceAll("[^A-Za-z0-9.-]", "-");
    String cut = taken.length() > HOST_MAX ? taken.substring(0, HOST_MAX) : taken;
    try {
      CRC32 space = new CRC32();
      space.update(Files.readAllBytes(Path.of("/proc/sys/kernel/random/boot_id")));
      space.update(
          Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
              .toString()
              .getBytes(StandardCharsets.UTF_8));
      return cut + "/" + Long.toHexString(space.getValue());
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return cut;
    }
  }
}
