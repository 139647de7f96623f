using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;
using Xunit;
using static Tocsin.Core.Tests.Warnings.Reporting.ToldWarning;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class DeadlineMissTests
{
    [Fact]
    public void Of_WhatTheWarningStillSays_IsTheLatest() => Told(
        new ToldWarning().Raised(1).Escalated(2)
            .Missed(MissedDeadlines.Acknowledge | MissedDeadlines.Treat),
        (2, MissedDeadlines.Acknowledge | MissedDeadlines.Treat));

    [Fact]
    public void Of_ALevelWithoutADeadlineToAcknowledge_IsTheOneToTreat() => Told(
        new ToldWarning().Raised(1).Escalated(2).Missed(MissedDeadlines.Treat), (2, MissedDeadlines.Treat));

    [Fact]
    public void Of_WhatIsNotSaidAnyMore_IsToldByWhereItStood() => Told(
        new ToldWarning().Raised(1).Escalated(2).Escalated(3).Acknowledged(4).Resolved(5)
            .Reopened(6).Escalated(7).Acknowledged(8).Escalated(9).Treating(10).Escalated(11).Cleared(12),
        (2, MissedDeadlines.Acknowledge), (3, MissedDeadlines.Treat), (7, MissedDeadlines.Acknowledge),
        (9, MissedDeadlines.Treat), (11, MissedDeadlines.Treatment));

    [Fact]
    public void Of_AnActionBegunAnew_MayBeMissedAgain() => Told(
        new ToldWarning().Raised(1).Treating(2).Escalated(3).Treating(4).Escalated(5)
            .Missed(MissedDeadlines.Treatment),
        (3, MissedDeadlines.Treatment), (5, MissedDeadlines.Treatment));

    [Fact]
    public void Of_HandedUpByAPerson_MissedNothing() => Told(
        new ToldWarning().Raised(1).Escalated(2, byHand: true));

    [Fact]
    public void Of_AMiss_HasTheLevelOfThatMoment() => Assert.Equal(
        [WarningLevel.Yellow, WarningLevel.Red],
        DeadlineMiss.Of(new ToldWarning().Raised(1).Escalated(2).Risen(3, WarningLevel.Red).Escalated(4).ToWarning())
            .Select(miss => miss.Level));

    private static void Told(ToldWarning warning, params (double Day, MissedDeadlines Kinds)[] expected) =>
        Assert.Equal(
            expected.Select(miss => (At(miss.Day), miss.Kinds)),
            DeadlineMiss.Of(warning.ToWarning()).Select(miss => (miss.At, miss.Kinds)));
}
