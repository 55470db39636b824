import { describe, expect, it } from 'vitest';
import { ProtobufMessage } from '../../../../main/engine/onnx/OnnxGraph.ts';

const hex = (message: ProtobufMessage): string => Buffer.from(message.finish()).toString('hex');

/** The examples of the protocol buffer documentation ("Encoding"), and values worked out by its rules. */
describe('ProtobufMessage', () => {
  it('writes integers as varints', () => {
    expect(hex(new ProtobufMessage().integer(1, 150))).toBe('089601');
    expect(hex(new ProtobufMessage().integer(1, 0))).toBe('0800');
    expect(hex(new ProtobufMessage().integer(20, 7))).toBe('a00107');
    expect(hex(new ProtobufMessage().integer(1, 2 ** 40))).toBe('08808080808020');
  });

  it('writes negative integers in ten bytes', () => {
    expect(hex(new ProtobufMessage().integer(1, -1))).toBe('08ffffffffffffffffff01');
    expect(hex(new ProtobufMessage().integer(1, -2))).toBe('08feffffffffffffffff01');
  });

  it('writes text, bytes and nested messages with their length', () => {
    expect(hex(new ProtobufMessage().text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtobufMessage().message(3, new ProtobufMessage().integer(1, 150)))).toBe('1a03089601');
    expect(hex(new ProtobufMessage().bytes(2, new Uint8Array(200))).slice(0, 6)).toBe('12c801');
    expect(hex(new ProtobufMessage().text(1, 'é'))).toBe('0a02c3a9');
  });

  it('writes floats in little-endian order', () => {
    expect(hex(new ProtobufMessage().float(2, 1))).toBe('150000803f');
  });

  it('keeps the order of repeated fields', () => {
    expect(hex(new ProtobufMessage().integer(1, 3).integer(1, 4))).toBe('08030804');
  });

  it('refuses what is no integer', () => {
    expect(() => new ProtobufMessage().integer(5, 1.5)).toThrow('field 5: 1.5 is not an integer');
  });
});
