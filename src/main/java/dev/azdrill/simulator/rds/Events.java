package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** RDS's event log: kept for 14 days, also for what is gone. */
final class Events {
  private static final Duration KEPT = Duration.ofDays(14);
  private static final Duration SHOWN_BY_DEFAULT = Duration.ofMinutes(60);

  private final List<Event> oldestFirst = new ArrayList<>();
  private final Kernel kernel;

  Events(Kernel kernel) {
    this.kernel = kernel;
  }

  void enter(Operations.Page page) {
    page.read("DescribeEvents", DescribeEventsRequest::builder, this::describe);
  }

  /** Writes down what happened to a DB instance, now. */
  void write(String name, String arn, Message message) {
    oldestFirst.add(
        Event.builder()
            .sourceIdentifier(name)
            .sourceType(SourceType.DB_INSTANCE)
            .sourceArn(arn)
            .message(message.toString())
            .eventCategories(message.category())
            .date(kernel.now())
            .build());
  }

  private DescribeEventsResponse describe(DescribeEventsRequest request) {
    if (request.sourceIdentifier() != null && request.sourceType() == null) {
      throw RdsErrors.sourceTypeMissing();
    }
    Instant now = kernel.now();
    Instant end = RequestParameters.or(request.endTime(), now);
    Instant start = RequestParameters.or(request.startTime(), end.minus(length(request)));
    if (end.isBefore(start)) {
      throw RdsErrors.endBeforeStart();
    }
    oldestFirst.removeIf(event -> event.date().isBefore(now.minus(KEPT)));
    List<Event> asked =
        oldestFirst.stream()
            .filter(event -> !event.date().isBefore(start) && !event.date().isAfter(end))
            .filter(event -> isAsked(event, request))
            .toList();
    Page<Event> page = RequestParameters.page(asked, request.marker(), request.maxRecords());
    return DescribeEventsResponse.builder().events(page.items()).marker(page.next()).build();
  }

  private static Duration length(DescribeEventsRequest request) {
    Integer minutes = request.duration();
    return minutes == null ? SHOWN_BY_DEFAULT : Duration.ofMinutes(minutes);
  }

  private static boolean isAsked(Event event, DescribeEventsRequest request) {
    String source = request.sourceIdentifier();
    String type = request.sourceTypeAsString();
    return (source == null || RequestParameters.known(source).equals(event.sourceIdentifier()))
        && (type == null || type.equals(event.sourceTypeAsString()))
        && (request.eventCategories().isEmpty()
            || event.eventCategories().stream().anyMatch(request.eventCategories()::contains));
  }
}
