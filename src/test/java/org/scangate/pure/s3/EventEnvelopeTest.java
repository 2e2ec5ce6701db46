package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as AWS documents them, but for what nobody reads. */
class EventEnvelopeTest {

  private static final String DIRECT =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
        "s3":{"bucket":{"name":"pure"},"object":{"key":"a+b%2Bc%20%C3%BC.bin","size":3,
          "versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}]}
      """;

  private static final String EVENT_BRIDGE =
      """
      {"version":"0","detail-type":"Object Created","source":"aws.s3",
        "detail":{"bucket":{"name":"pure"},"object":{"key":"a b+c ü.bin","sequencer":"00"}}}
      """;

  private static final List<ObjectKey> THE_OBJECT = List.of(new ObjectKey("pure", "a b+c ü.bin"));

  private static List<ObjectKey> places(String body) {
    EventEnvelope.Told told = EventEnvelope.open(body);
    assertEquals(Optional.empty(), told.refused());
    return told.places();
  }

  private static String bySns(String message) {
    return Json.createObjectBuilder()
        .add("Type", "Notification")
        .add("TopicArn", "arn:aws:sns:eu-west-1:123456789012:pure")
        .add("Message", message)
        .build()
        .toString();
  }

  @Test
  void allEnvelopesTellOfTheSameObject() {
    assertEquals(THE_OBJECT, places(DIRECT));
    assertEquals(THE_OBJECT, places(EVENT_BRIDGE));
    assertEquals(THE_OBJECT, places(bySns(DIRECT)));
    assertEquals(THE_OBJECT, places(bySns(EVENT_BRIDGE)));
  }

  @Test
  void whatTellsOfNoNewObjectIsOfNoInterest() {
    assertEquals(List.of(), places("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"));
    assertEquals(List.of(), places(DIRECT.replace("Created:Put", "Removed:Delete")));
    assertEquals(List.of(), places(EVENT_BRIDGE.replace("Created", "Deleted")));
    assertEquals(List.of(), places("{\"Records\":[]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"Records\":",
        "{\"Message\":\"hello\"}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{}}}]}",
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}"
      })
  void anythingElseIsRefused(String body) {
    try {
      EventEnvelope.Told told = EventEnvelope.open(body);
      assertTrue(told.places().isEmpty() && told.refused().isPresent(), told::toString);
    } catch (IllegalArgumentException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }

  @Test
  void aKeyThatCannotBeReadDoesNotHoldUpItsNeighbours() {
    String record = DIRECT.substring(DIRECT.indexOf('[') + 1, DIRECT.lastIndexOf(']'));
    String bad = record.replace("a+b%2Bc%20%C3%BC.bin", "%zz");
    EventEnvelope.Told told = EventEnvelope.open("{\"Records\":[" + bad + "," + record + ",7]}");
    assertEquals(THE_OBJECT, told.places());
    assertTrue(told.refused().isPresent());
  }
}
