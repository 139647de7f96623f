using Tocsin.Journal.Files;
using Xunit;

namespace Tocsin.Journal.Tests.Files;

/// <summary>The head of a segment.</summary>
public sealed class SegmentHeaderTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("a-name.of:sixty_four-characters-0123456789-0123456789-0123456789")]
    public void Read_WhatWasEncoded_GivesItBack(string instance)
    {
        var header = new SegmentHeader(
            Guid.NewGuid().ToString("N"), instance, 12, 345, 6_789, [.. Enumerable.Range(0, 32).Select(b => (byte)b)]);

        var read = SegmentHeader.Read(header.Encode())!;

        Assert.Equal(header.Previous, read.Previous);
        Assert.Equal(header with { Previous = read.Previous }, read);
        Assert.Equal(header.Hash(), read.Hash());
    }
}
