package dev.azdrill.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the cost of one thing grows with the size of the region: the slope of the logarithms of what
 * it took over those of the sizes. 0 is constant, 1 is linear.
 *
 * <p>What it took is processor time of this thread, and the median of several rounds: what else the
 * machine does is no part of it.
 */
final class Slope {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_MILLI = 1e6;

  private record Point(int size, double millis) {}

  private final String what;
  private final double goal;
  private final List<Point> points = new ArrayList<>();

  /**
   * @param goal the exponent that is wanted at most
   */
  Slope(String what, double goal) {
    this.what = what;
    this.goal = goal;
  }

  /** Measures what {@code work} takes at a size; it is done once before, to be compiled. */
  void measure(int size, int rounds, Runnable work) {
    work.run();
    double[] took = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long from = THREADS.getCurrentThreadCpuTime();
      work.run();
      took[round] = (THREADS.getCurrentThreadCpuTime() - from) / NANOS_PER_MILLI;
    }
    Arrays.sort(took);
    points.add(new Point(size, took[rounds / 2]));
  }

  private double exponent() {
    double x = points.stream().mapToDouble(p -> Math.log(p.size())).average().orElse(0);
    double y = points.stream().mapToDouble(Slope::log).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Point each : points) {
      above += (Math.log(each.size()) - x) * (log(each) - y);
      below += Math.pow(Math.log(each.size()) - x, 2);
    }
    return above / below;
  }

  private static double log(Point point) {
    // Below a microsecond the clock says nothing.
    return Math.log(Math.max(point.millis(), 0.001));
  }

  void print() {
    List<String> costs =
        points.stream()
            .map(p -> String.format(Locale.ROOT, "%,d: %.3f", p.size(), p.millis()))
            .toList();
    System.out.printf(
        Locale.ROOT, "%-52s %9.2f %6.0f   %s%n", what, exponent(), goal, String.join("   ", costs));
  }
}
