package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.console.ConsoleParts.ShownSetting;

/** Settings as the API tells them. */
class SettingResourceTest {

  @Test
  void whatIsSetIsToldApartFromWhatCountsByDefault() {
    assertEquals(
        SentBody.json(
            "{'settings':["
                + "{'key':'scangate.scanner','value':'clamd','source':'a file','default':'none'},"
                + "{'key':'scangate.mail.to','value':'','source':'a file'},"
                + "{'key':'scangate.max-file-size','default':'100M'}]}"),
        SettingResource.json(
                List.of(
                    new ShownSetting("scangate.scanner", "clamd", "a file", "none"),
                    new ShownSetting("scangate.mail.to", "", "a file", ""),
                    new ShownSetting("scangate.max-file-size", "", "", "100M")))
            .build());
  }
}
