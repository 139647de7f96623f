using Tocsin.Conformance;
using Xunit;

[assembly: AssemblyFixture(typeof(RedisServer))]
