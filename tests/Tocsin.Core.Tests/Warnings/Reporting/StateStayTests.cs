using Tocsin.Core.Warnings;
using Tocsin.Core.Warnings.Reporting;
using Xunit;
using static Tocsin.Core.Tests.Warnings.Reporting.ToldWarning;

namespace Tocsin.Core.Tests.Warnings.Reporting;

public class StateStayTests
{
    [Fact]
    public void Of_ALife_IsEveryStateWhileItWasOpen()
    {
        var warning = new ToldWarning().Raised(1).Risen(2, WarningLevel.Red).Acknowledged(3).Assigned(4).Treating(6)
            .Suppressed(7).Awake(9).Resolved(10).Reopened(12).ToWarning();

        Assert.Equal(
            [
                new StateStay(WarningState.Raised, At(1), At(3)),
                new StateStay(WarningState.Acknowledged, At(3), At(6)),
                new StateStay(WarningState.Treating, At(6), At(7)),
                new StateStay(WarningState.Suppressed, At(7), At(9)),
                new StateStay(WarningState.Raised, At(9), At(10)),
                new StateStay(WarningState.Raised, At(12), null),
            ],
            StateStay.Of(warning, At(100)));
    }

    [Fact]
    public void Of_AMomentInBetween_IsStillInIt()
    {
        var warning = new ToldWarning().Raised(1).Acknowledged(3).ToWarning();

        Assert.Equal([new StateStay(WarningState.Raised, At(1), null)], StateStay.Of(warning, At(3)));
    }

    [Fact]
    public void Of_AHistoryThatIsCut_LeavesOutTheStayWithoutABeginning()
    {
        var warning = new ToldWarning().Raised(1).Acknowledged(3).Assigned(4).Treating(5).WithoutFirst(2).ToWarning();

        Assert.Equal([new StateStay(WarningState.Treating, At(5), null)], StateStay.Of(warning, At(100)));
    }
}
