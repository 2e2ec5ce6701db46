package org.scangate.watch.check;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Limits of the server that refuse what should be scanned.
 *
 * @param advice a sentence for each, which ends with the command
 */
public record ServerLimitCheck(Supplier<List<String>> advice) implements Check {

  private static final String CLI = "; run in its CLI: ";
  private static final String RELOAD = " and reload";

  @Override
  public String name() {
    return "server-limits";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(1));
  }

  @Override
  public CheckResult look() {
    List<String> wrong = advice.get();
    if (wrong.isEmpty()) {
      return CheckResult.ok("No limit of the server is known that refuses what should be scanned.");
    }
    CheckResult result = of(wrong.get(0));
    for (int at = 1; at < wrong.size(); at++) {
      result = result.with("limit-" + (at + 1), wrong.get(at));
    }
    return result.explainedBy("install/wildfly.html");
  }

  private static CheckResult of(String sentence) {
    int cli = sentence.indexOf(CLI);
    if (cli < 0 || !sentence.endsWith(RELOAD)) {
      return CheckResult.error(sentence);
    }
    String command = sentence.substring(cli + CLI.length(), sentence.length() - RELOAD.length());
    return CheckResult.error("T" + sentence.substring(1, cli) + ".")
        .mendedBy("jboss-cli.sh --connect --commands=" + ShellWord.of(command + ",reload"));
  }
}
