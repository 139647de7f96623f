using Tocsin.Replay.Invoices;
using Xunit;

namespace Tocsin.Replay.Tests.Invoices;

public sealed class EnterpriseFileTests
{
    private readonly BrokenRows _broken = new();

    [Fact]
    public void Read_SoundRows_GivesWhatTheySay() => Assert.Equal(
        [new Enterprise("N1", "A", false), new Enterprise("N2", "D", true)], Read("N1,A,0", "N2,D,1"));

    [Theory]
    [InlineData(",A,0", "it names no enterprise")]
    [InlineData("N2,E,0", "the grade 'E' is not A, B, C or D")]
    [InlineData("N2,A,yes", "'yes' says neither 0 nor 1 for defaulted")]
    [InlineData("N1,A,0", "N1 stands here a second time")]
    public void Read_BrokenRow_IsToldWithItsLineAndPassedOver(string row, string fault)
    {
        Assert.Single(Read("N1,A,0", row));

        Assert.Equal([$"enterprises.csv line 3: {fault}"], _broken.Told);
    }

    private IReadOnlyList<Enterprise> Read(params string[] rows) => EnterpriseFile.Read(
        new StringReader(string.Join('\n', ["enterprise,bank_grade,defaulted", .. rows])), _broken);
}
