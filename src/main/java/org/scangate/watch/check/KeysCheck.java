package org.scangate.watch.check;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Keys that are wrong, misspelt or odd.
 *
 * @param wrong a sentence for each that stops something, or whose last good value is in force
 * @param odd a sentence for each that is unknown or harmless
 */
public record KeysCheck(Supplier<Collection<String>> wrong, Supplier<Collection<String>> odd)
    implements Check {

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(10));
  }

  @Override
  public CheckResult look() {
    Collection<String> errors = wrong.get();
    Collection<String> warnings = odd.get();
    CheckResult result =
        errors.isEmpty()
            ? warnings.isEmpty()
                ? CheckResult.ok("No key is wrong or unknown.")
                : CheckResult.warning(first(warnings))
            : CheckResult.error(first(errors));
    int number = 0;
    for (String error : errors) {
      result = result.with("wrong-" + ++number, error);
    }
    number = 0;
    for (String warning : warnings) {
      result = result.with("odd-" + ++number, warning);
    }
    return result.explainedBy("reference/configuration.html");
  }

  private static String first(Collection<String> sentences) {
    String first = sentences.iterator().next();
    return sentences.size() == 1 ? first : first + " (and " + (sentences.size() - 1) + " more)";
  }
}
