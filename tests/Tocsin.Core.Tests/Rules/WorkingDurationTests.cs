using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public class WorkingDurationTests
{
    [Theory]
    [InlineData("4h", 4, WorkingUnit.BusinessHours)]
    [InlineData("3wd", 3, WorkingUnit.WorkingDays)]
    [InlineData("30d", 30, WorkingUnit.Days)]
    [InlineData("3660d", 3660, WorkingUnit.Days)]
    public void TryParse_Text_IsRead(string text, int count, WorkingUnit unit)
    {
        Assert.True(WorkingDuration.TryParse(text, out var duration));
        Assert.Equal(new WorkingDuration(count, unit), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("0h")]
    [InlineData("4")]
    [InlineData("4 h")]
    [InlineData("-4h")]
    [InlineData("4w")]
    [InlineData("3661d")]
    [InlineData("99999999999d")]
    public void TryParse_WhatIsNone_IsRefused(string text) => Assert.False(WorkingDuration.TryParse(text, out _));
}
