Feature: The database fails over
  A standby in another zone takes over when the primary is lost, under the same name
  and without losing a write that was acknowledged.

  Background:
    Given the production architecture is running
    And clients are using the application

  Scenario: An operator makes the database fail over
    When the database is made to fail over
    Then the database fails over within 2 minutes
    And clients are served without errors again in time
    And the primary is described in another zone within 9 minutes
    And the name of the database has not changed
    And clients saw errors for at most 2 minutes
    And acknowledged writes are still there

  Scenario: A restart without failover stays in its zone
    When the database is restarted
    Then clients see errors within 1 minute
    And clients are served without errors again within 3 minutes
    And the database has not failed over
    And acknowledged writes are still there
