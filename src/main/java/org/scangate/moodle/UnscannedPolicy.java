package org.scangate.moodle;

import java.util.Map;
import org.scangate.scan.Reason;

/**
 * What Moodle is told of a file that could not be scanned: that it could not ({@code report}), or,
 * since Moodle accepts such a file, that it must not pass ({@code block}).
 *
 * @param block the rule
 * @param exceptions for single reasons; true: block
 */
public record UnscannedPolicy(boolean block, Map<Reason, Boolean> exceptions) {

  public UnscannedPolicy {
    exceptions = Map.copyOf(exceptions);
  }

  public boolean blocks(Reason reason) {
    return exceptions.getOrDefault(reason, block);
  }
}
