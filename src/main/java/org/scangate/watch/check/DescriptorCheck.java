package org.scangate.watch.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many of the files and sockets that the process may have open it has.
 *
 * @param open empty: nobody tells
 * @param max empty: nobody tells
 * @param hard up to which the process's own account may raise that; empty: nobody tells
 */
public record DescriptorCheck(
    Supplier<OptionalLong> open, Supplier<OptionalLong> max, Supplier<OptionalLong> hard)
    implements Check {

  private static final int MANY = 70;
  private static final int TOO_MANY = 90;
  private static final int ENOUGH = 65_536;
  private static final Pattern HARD_LIMIT = Pattern.compile("Max open files +\\d+ +(\\d+) .*");

  /** Of this process; by the bean's name, since the type is of one JDK. */
  public static DescriptorCheck ofThisProcess() {
    return new DescriptorCheck(
        () -> figure("OpenFileDescriptorCount"),
        () -> figure("MaxFileDescriptorCount"),
        DescriptorCheck::hardLimit);
  }

  private static OptionalLong hardLimit() {
    try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .map(HARD_LIMIT::matcher)
          .filter(Matcher::matches)
          .mapToLong(line -> Long.parseLong(line.group(1)))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty(); // on other systems than Linux
    }
  }

  private static OptionalLong figure(String attribute) {
    try {
      Object told =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), attribute);
      return told instanceof Number number
          ? OptionalLong.of(number.longValue())
          : OptionalLong.empty();
    } catch (JMException e) {
      return OptionalLong.empty(); // as on Windows
    }
  }

  @Override
  public String name() {
    return "descriptors";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    OptionalLong now = open.get();
    OptionalLong most = max.get();
    if (now.isEmpty() || most.isEmpty() || most.getAsLong() <= 0) {
      return CheckResult.notApplicable("This machine does not tell how many files are open.");
    }
    String sentence =
        "%s of %s files and sockets that the server may have open are open."
            .formatted(now.getAsLong(), most.getAsLong());
    double percent = now.getAsLong() * 100.0 / most.getAsLong();
    if (percent < MANY) {
      return CheckResult.ok(sentence);
    }
    String more = sentence + " For good, set LimitNOFILE= in its unit; until its restart:";
    CheckResult result = percent < TOO_MANY ? CheckResult.warning(more) : CheckResult.error(more);
    return result.mendedBy(raise(most.getAsLong())).explainedBy("operate/capacity.html");
  }

  /** Only root raises the hard limit. */
  private String raise(long most) {
    long hardest = hard.get().orElse(0);
    long enough = Math.max(ENOUGH, most * 2);
    String limit = hardest > most ? hardest + ":" : enough + ":" + enough;
    return "prlimit --pid " + ProcessHandle.current().pid() + " --nofile=" + limit;
  }
}
