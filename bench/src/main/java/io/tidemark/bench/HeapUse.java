package io.tidemark.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap a piece of work uses.
 *
 * @param peakMib the sum of the peaks of all heap pools: garbage counts, so it mostly tells how
 *     much the collector lets lie
 * @param peakLiveMib the most that a collection left, with a full collection every tenth of a
 *     second: what the work really holds, with all that Spark and the benchmark hold
 * @param liveBeforeMib what a collection left before the work
 */
record HeapUse(double peakMib, double peakLiveMib, double liveBeforeMib) {
  private static final int PAUSE_MILLIS = 100;

  /** Runs the work twice, once for each peak. */
  static HeapUse of(Runnable work) {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    double before = collected(pools);
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    work.run();
    double peak = pools.stream().mapToDouble(pool -> pool.getPeakUsage().getUsed()).sum();
    return new HeapUse(mib(peak), mib(peakLive(pools, work)), mib(before));
  }

  private static double peakLive(List<MemoryPoolMXBean> pools, Runnable work) {
    AtomicLong most = new AtomicLong();
    Thread collector =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                most.accumulateAndGet((long) collected(pools), Math::max);
                try {
                  Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            "bench-collector");
    collector.setDaemon(true);
    collector.start();
    try {
      work.run();
    } finally {
      collector.interrupt();
    }
    return most.get();
  }

  private static double collected(List<MemoryPoolMXBean> pools) {
    System.gc();
    double used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage left = pool.getCollectionUsage();
      used += left == null ? 0 : left.getUsed();
    }
    return used;
  }

  private static double mib(double bytes) {
    return bytes / (1024 * 1024);
  }
}
