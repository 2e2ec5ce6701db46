package org.scangate.watch.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.SpoolTrial;

/**
 * Whether an upload can be kept: by a trial write, and by the room that is left.
 *
 * @param kept bytes of uploads now
 * @param max their bound
 */
public record SpoolCheck(SpoolTrial trial, Path folder, LongSupplier kept, DataSize max)
    implements Check {

  @Override
  public String name() {
    return "spool";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    SpoolTrial.Result result = trial.result();
    CheckResult seen =
        result
            .problem()
            .map(
                why ->
                    CheckResult.error("Uploads that are no longer small are not scanned: " + why)
                        .mendedBy(mend()))
            .orElseGet(() -> room(result.free()))
            .with("folder", folder);
    return result.free().isPresent() ? seen.with("free", result.free().getAsLong()) : seen;
  }

  /** The folder is made by Scangate itself, if it only may. */
  private String mend() {
    return "install -d -m 700 -o %s %s"
        .formatted(System.getProperty("user.name"), ShellWord.of(folder.toString()));
  }

  private CheckResult room(OptionalLong free) {
    long more = max.bytes() - kept.getAsLong();
    return free.isPresent() && free.getAsLong() < more
        ? CheckResult.warning(
                "The disk of scangate.spool.folder has %s bytes left, and scangate.spool.max=%s allows %s more: uploads fill it before they come to that bound."
                    .formatted(free.getAsLong(), max, more))
            .mendedBy("df -h " + ShellWord.of(folder.toString()))
        : CheckResult.ok("Uploads can be kept.");
  }
}
