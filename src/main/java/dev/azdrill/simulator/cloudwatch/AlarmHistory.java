package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What happened to the alarms; the latest thousand items, also of alarms that are deleted. */
final class AlarmHistory {
  private static final int KEPT = 1_000;
  private static final int LISTED_MAX = 100;

  private final Kernel kernel;
  private final Deque<AlarmHistoryItem> items = new ArrayDeque<>();

  AlarmHistory(Kernel kernel) {
    this.kernel = kernel;
  }

  void enter(Operations.Page page) {
    page.read("DescribeAlarmHistory", DescribeAlarmHistoryRequest::builder, this::describe);
  }

  void add(String alarm, HistoryItemType type, String summary) {
    items.addFirst(
        AlarmHistoryItem.builder()
            .alarmName(alarm)
            .alarmType(AlarmType.METRIC_ALARM)
            .timestamp(kernel.now())
            .historyItemType(type)
            .historySummary(summary)
            .build());
    if (items.size() > KEPT) {
      items.removeLast();
    }
  }

  private DescribeAlarmHistoryResponse describe(DescribeAlarmHistoryRequest request) {
    Instant from = request.startDate() == null ? Instant.MIN : request.startDate();
    Instant to = request.endDate() == null ? Instant.MAX : request.endDate();
    List<AlarmHistoryItem> matching =
        new ArrayList<>(
            items.stream()
                .filter(
                    i -> request.alarmName() == null || request.alarmName().equals(i.alarmName()))
                .filter(
                    i ->
                        request.historyItemType() == null
                            || request.historyItemType() == i.historyItemType())
                .filter(i -> !i.timestamp().isBefore(from) && !i.timestamp().isAfter(to))
                .toList());
    if (request.scanBy() == ScanBy.TIMESTAMP_ASCENDING) {
      Collections.reverse(matching);
    }
    int limit = request.maxRecords() == null ? LISTED_MAX : request.maxRecords();
    Page<AlarmHistoryItem> page =
        Page.cut(matching, request.nextToken(), limit, CloudWatchErrors.INVALID_NEXT_TOKEN);
    return DescribeAlarmHistoryResponse.builder()
        .alarmHistoryItems(page.items())
        .nextToken(page.next())
        .build();
  }
}
