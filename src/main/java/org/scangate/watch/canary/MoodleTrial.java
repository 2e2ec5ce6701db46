package org.scangate.watch.canary;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scangate.scan.LogText;

/**
 * Through Moodle: uploads to {@code webservice/upload.php}, which has them scanned as it has a
 * student's. The token goes in the form, never in the address: logs have addresses. A clean file
 * goes first: while that is not taken, EICAR would tell nothing, and cost a notice.
 */
final class MoodleTrial implements CanaryTrial {

  private static final String PATH = "/webservice/upload.php";
  private static final long CLEAN_SIZE = 1000;
  private static final String VIRUS = "virusfound";
  private static final String CLEAN = "a clean file";
  private static final String EICAR = "EICAR";

  private final CanarySettings settings;
  private final String token;

  MoodleTrial(CanarySettings settings) {
    this.settings = settings;
    this.token = settings.token().orElseThrow();
  }

  @Override
  public void run(CanaryClient client) throws CanaryFailure {
    Outcome clean = upload(client, CLEAN, CanaryFile.clean(CLEAN_SIZE));
    if (clean.error().equals(VIRUS)) {
      throw new CanaryFailure(
          "Moodle refused a clean file as infected; right is that it takes it. Under"
              + " scangate.moodle.unscanned=block this is so while nothing can be scanned: look at"
              + " /health/ready");
    }
    clean.mustBeAccepted(CLEAN, settings);
    Outcome infected = upload(client, EICAR, CanaryFile.eicar());
    if (infected.accepted()) {
      throw new CanaryFailure(
          "Moodle took EICAR; right is the error virusfound. Its plugin is off, does not reach"
              + " Scangate, or was told that the file could not be scanned: look at Moodle's status"
              + " page, and at the log for this upload");
    }
    if (!infected.error().equals(VIRUS)) {
      infected.mustBeAccepted(EICAR, settings);
    }
  }

  private Outcome upload(CanaryClient client, String of, CanaryFile file) throws CanaryFailure {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("token", token);
    fields.put("filearea", "draft");
    fields.put("itemid", "0");
    CanaryAnswer answer =
        client.post(client.request(PATH), of, new CanaryForm(fields, "file_1", file));
    Optional<JsonStructure> json = answer.json();
    if (answer.isRedirect() || json.isEmpty()) {
      throw new CanaryFailure(
          of
              + " was answered "
              + answer.shown()
              + "; right is Moodle's JSON: set "
              + settings.keys()
              + "url to the site's own address ($CFG->wwwroot), which must not ask for a login");
    }
    return Outcome.of(answer, json.get());
  }

  /**
   * What Moodle made of a file.
   *
   * @param error Moodle's {@code errorcode}; empty: none
   */
  private record Outcome(boolean accepted, String error, String shown) {

    static Outcome of(CanaryAnswer answer, JsonStructure json) {
      if (json instanceof JsonArray files && !files.isEmpty()) {
        boolean all = files.stream().allMatch(file -> !text(file, "filename").isEmpty());
        String error = text(files.get(0), "errortype");
        return new Outcome(answer.code() == 200 && all && error.isEmpty(), error, answer.shown());
      }
      return new Outcome(false, text(json, "errorcode"), answer.shown());
    }

    private static String text(Object in, String key) {
      return in instanceof JsonObject object && object.get(key) instanceof JsonString text
          ? text.getString()
          : "";
    }

    void mustBeAccepted(String of, CanarySettings settings) throws CanaryFailure {
      if (accepted) {
        return;
      }
      String told = error.isEmpty() ? shown : "the error " + LogText.of(error);
      throw new CanaryFailure(of + " was answered " + told + "; " + remedy(settings));
    }

    private String remedy(CanarySettings settings) {
      return switch (error) {
        case "invalidtoken" ->
            settings.keys()
                + "token is none that Moodle knows, or has expired: make a new one for the test user";
        case "enablewsdescription", "servicenotavailable" ->
            "web services are off in Moodle: switch them on, and the service of the token";
        case "accessexception", "nopermissions", "webservicesaccessexception" ->
            "the token may not upload: its service must allow uploads, and its user must have the"
                + " right to use web services";
        case "sitemaintenance" -> "Moodle is under maintenance; it is tried again";
        case "fileoversized", "userquotalimit" ->
            "the test user has no room left: empty its draft files, or raise its quota";
        default -> "right is that it is taken, or the error virusfound for EICAR";
      };
    }
  }
}
